import { spawnSync } from 'node:child_process';
import { access, cp, readFile, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { systemEnvironment } from '../system-environment.ts';
import type { RunAs } from './run-as.ts';

/** Folder with `bin`, `lib` and `share`, ready to run. */
export interface Binaries {
  readonly folder: string;
  program(name: 'initdb' | 'postgres' | 'pg_ctl'): string;
}

/**
 * Makes the binaries of a platform package runnable by `runAs`. Links that npm packages cannot hold are made in
 * place when they are missing; where the package cannot be written to, or not be read by `runAs`, a copy in
 * `scratch` is used.
 * @param native the package's folder `native`
 * @throws Error that says why they do not run here
 */
export async function prepareBinaries(native: string, scratch: string, runAs: RunAs): Promise<Binaries> {
  const linked = await hydrateSymlinks(native).then(
    () => true,
    () => false,
  );
  const inPlace = binariesIn(native);
  const refusal = linked ? tryToRun(inPlace, runAs) : 'its links cannot be made';
  if (refusal === undefined) return inPlace;
  const copy = join(scratch, 'binaries');
  await cp(native, copy, {
    recursive: true,
    verbatimSymlinks: true,
    // Static libraries are a third of the package and nothing runs them.
    filter: (source) => !source.endsWith('.a'),
  });
  await hydrateSymlinks(copy);
  const copied = binariesIn(copy);
  const copyRefusal = tryToRun(copied, runAs);
  if (copyRefusal !== undefined) throw new Error(`the server's program does not run here: ${copyRefusal}`);
  return copied;
}

function binariesIn(folder: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { folder, program: (name) => join(folder, 'bin', `${name}${suffix}`) };
}

/** Why `postgres -V` does not run, or undefined when it does. */
function tryToRun(binaries: Binaries, runAs: RunAs): string | undefined {
  const { error, status, stdout, stderr } = spawnSync(binaries.program('postgres'), ['-V'], {
    ...runAs,
    cwd: binaries.folder,
    encoding: 'utf8',
    env: systemEnvironment(),
    windowsHide: true,
  });
  if (error !== undefined) {
    const { code } = error as NodeJS.ErrnoException;
    // The file is there, so it is the loader that it names which is not: a system with another C library.
    return code === 'ENOENT' ? `${error.message} (built for glibc, or not there)` : error.message;
  }
  if (status !== 0) return stderr.trim() || `exit status ${status}`;
  // A damaged file can pass for an empty script.
  return stdout.startsWith('postgres (PostgreSQL)') ? undefined : 'it is not PostgreSQL';
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** Makes the links that `pg-symlinks.json` lists and that are not there; writes nothing when all are. */
export async function hydrateSymlinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as readonly Link[]) {
    // The list is relative to the package, of which `native` may be a copy under another name.
    const from = resolve(native, relative('native', source));
    const to = resolve(native, relative('native', target));
    if (dirname(from) !== dirname(to) || relative(native, to).startsWith('..')) continue;
    if (await isThere(to)) continue;
    await symlink(basename(from), to).catch((error: NodeJS.ErrnoException) => {
      // Another run may have been faster.
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
