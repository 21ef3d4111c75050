import { spawn } from 'node:child_process';
import { access, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PinnedPackage } from './pinned-package.ts';
import { hydrateSymlinks } from './prepare-binaries.ts';

/** How long npm may take, milliseconds; a package is about 20 MB. */
const NPM_TIMEOUT_MS = 300_000;

/**
 * Folder `native` of a platform package in the cache, installed there with npm when it is not yet. A folder in the
 * cache is always complete: it is filled under another name and renamed, so two runs at once are safe.
 * @throws Error that says why npm could not install it
 */
export async function installPackage(
  { name, version, integrity }: PinnedPackage,
  cacheFolder: string,
): Promise<{ readonly native: string; readonly installed: boolean }> {
  const folder = join(cacheFolder, `${name.replace('/', '-').replace('@', '')}-${version}`);
  const native = join(folder, 'node_modules', name, 'native');
  if (await isThere(native)) return { native, installed: false };
  await mkdir(cacheFolder, { recursive: true });
  const scratch = await mkdtemp(join(cacheFolder, 'installing-'));
  try {
    await writeFile(join(scratch, 'package.json'), JSON.stringify(manifest(name, version), null, 2));
    await writeFile(
      join(scratch, 'package-lock.json'),
      JSON.stringify(lockFile(name, version, integrity), null, 2),
    );
    await runNpm(scratch);
    await hydrateSymlinks(join(scratch, 'node_modules', name, 'native'));
    await rename(scratch, folder).catch(async (error: unknown) => {
      // Another run was faster: its folder is as good as ours.
      if (!(await isThere(native))) throw error;
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return { native, installed: true };
}

/** The runner's tool cache, or the user's cache folder as the operating system has it. */
export function defaultCacheFolder(): string {
  const { RUNNER_TOOL_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const base =
    RUNNER_TOOL_CACHE ||
    (process.platform === 'win32' && LOCALAPPDATA) ||
    XDG_CACHE_HOME ||
    join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache');
  return join(base, 'explain-gate');
}

function manifest(name: string, version: string) {
  return { name: 'explain-gate-server', version: '1.0.0', private: true, dependencies: { [name]: version } };
}

/** Without `resolved`: npm asks the registry that it is configured for, and the integrity says whether it was answered well. */
function lockFile(name: string, version: string, integrity: string) {
  return {
    name: 'explain-gate-server',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'explain-gate-server', version: '1.0.0', dependencies: { [name]: version } },
      [`node_modules/${name}`]: { version, integrity, hasInstallScript: true },
    },
  };
}

function runNpm(folder: string): Promise<void> {
  const windows = process.platform === 'win32';
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  return new Promise((resolve, reject) => {
    const npm = spawn(windows ? 'npm.cmd' : 'npm', args, {
      cwd: folder,
      // npm.cmd is a batch file, which only a shell runs; no argument comes from outside.
      shell: windows,
      env: npmEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: NPM_TIMEOUT_MS,
      windowsHide: true,
    });
    let said = '';
    npm.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      said = (said + chunk).slice(-4000);
    });
    npm.on('error', (error: NodeJS.ErrnoException) => {
      reject(
        new Error(error.code === 'ENOENT' ? 'npm is not on the PATH' : `npm does not run: ${error.message}`),
      );
    });
    npm.on('close', (status, signal) => {
      if (status === 0) resolve();
      else
        reject(
          new Error(
            `npm ci failed (${signal ?? `exit status ${status}`}): ${said.trim() || 'it gave no reason'}`,
          ),
        );
    });
  });
}

/** npm is a script that looks for `node` on the PATH: our own goes last, for where there is none. It leaves no cache in the temp folder. */
function npmEnvironment(): NodeJS.ProcessEnv {
  const separator = process.platform === 'win32' ? ';' : ':';
  const path = [process.env.PATH ?? '', dirname(process.execPath)].join(separator);
  return { ...process.env, PATH: path, NODE_DISABLE_COMPILE_CACHE: '1' };
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
