// Runs a script on the Node that the lock file names, after installing the dependencies when they are missing
// or older than the lock file. Plain JavaScript without dependencies: this file runs on whatever Node npm found.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === 'win32';
const node = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

/** True when what npm recorded as installed names the same versions as the lock file. */
function isInstalled() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed) || !existsSync(node)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || entry.peer || present[path]?.version === entry.version,
  );
}

function run(command, args, env = process.env, shell = false) {
  const result = spawnSync(command, args, { cwd: process.cwd(), stdio: 'inherit', env, shell });
  if (result.error) throw result.error;
  return result.signal ? 1 : (result.status ?? 1);
}

if (!isInstalled()) {
  console.error('Installing the dependencies that package-lock.json names …');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', `--prefix=${root}`];
  const status = npm?.endsWith('.js')
    ? run(process.execPath, [npm, ...args])
    : run(windows ? 'npm.cmd' : 'npm', args, process.env, windows);
  if (status !== 0) process.exit(status);
}

const path = `${dirname(node)}${windows ? ';' : ':'}${process.env.PATH ?? ''}`;
process.exit(run(node, process.argv.slice(2), { ...process.env, PATH: path }));
