import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment } from '../repository/clean-environment.ts';

const PACKAGES = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** Searches every file that can hold a query, wherever it stands. */
const CONFIG = 'queries: { exclude: ["!**"] }\n';

/** A bare repository that holds the files of `node_modules`, with a branch for each share of them. */
export interface LargeTree extends AsyncDisposable {
  readonly path: string;
  /** Files of a branch. */
  readonly files: ReadonlyMap<string, number>;
}

/**
 * Makes it in a temporary folder. A share of a half has every second file, so that the files of each share are alike.
 * Nothing is copied: git reads the files where they are.
 */
export async function makeLargeTree(shares: ReadonlyMap<string, number>): Promise<LargeTree> {
  const path = await mkdtemp(join(tmpdir(), 'explain-gate-large-'));
  const removeAtExit = () => rmSync(path, { recursive: true, force: true });
  process.once('exit', removeAtExit);
  const remove = async () => {
    await rm(path, { recursive: true, force: true });
    process.removeListener('exit', removeAtExit);
  };
  try {
    await git(path, ['init', '--quiet', '--bare', '--template=', '--initial-branch=all']);
    await git(path, [`--work-tree=${PACKAGES}`, 'add', '--force', '--all', PACKAGES]);
    // One pack, as a clone has it.
    const entries = (await git(path, ['ls-files', '--stage', '-z']))
      .split('\0')
      .filter((entry) => entry !== '');
    const config = (await git(path, ['hash-object', '-w', '--stdin'], CONFIG)).trim();
    const files = new Map<string, number>();
    for (const [branch, share] of shares) {
      const chosen = entries.filter((_, index) => Math.floor((index + 1) * share) > Math.floor(index * share));
      await git(path, ['read-tree', '--empty']);
      await git(path, ['update-index', '-z', '--index-info'], `${chosen.join('\0')}\0`);
      await git(path, ['update-index', '--add', '--cacheinfo', `100644,${config},explain-gate.yml`]);
      const tree = (await git(path, ['write-tree'])).trim();
      const commit = (await git(path, ['commit-tree', '-m', branch, tree])).trim();
      await git(path, ['update-ref', `refs/heads/${branch}`, commit]);
      files.set(branch, chosen.length + 1);
    }
    await git(path, ['repack', '-adq', '--window=1']);
    return { path, files, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Runs git in a repository and gives its output; throws when it fails. */
export async function git(cwd: string, args: readonly string[], input = ''): Promise<string> {
  const identity = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', '-c', 'gc.auto=0'];
  const child = execFile('git', [...identity, ...args], {
    cwd,
    env: cleanEnvironment({}),
    maxBuffer: 2 ** 28,
  });
  // A command that ends before it has read its input says why itself.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  const read = (stream: Readable | null) => (stream === null ? '' : text(stream));
  const [output, errors, code] = await Promise.all([
    read(child.stdout),
    read(child.stderr),
    new Promise((resolve) => child.once('close', resolve)),
  ]);
  if (code !== 0) throw new Error(`git ${args[0]} ended with ${code}: ${errors}`);
  return output;
}
