import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildDist } from '../../scripts/build/build-dist.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a runner downloads of the Action, built from the sources as they are, where no `node_modules` can be found. */
export interface ShippedFolder extends AsyncDisposable {
  readonly path: string;
  /** Where server binaries are installed to; of this folder alone, so that nothing is there beforehand. */
  readonly toolCache: string;
  readonly bytes: number;
}

/** Builds into a temporary folder and puts action.yml beside it. */
export async function makeShippedFolder(): Promise<ShippedFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'explain-gate-dist-')));
  const remove = () => rm(path, { recursive: true, force: true });
  try {
    for (let above = path; above !== dirname(above); above = dirname(above)) {
      if (existsSync(join(above, 'node_modules')))
        throw new Error(`${above} has node_modules: TMPDIR has to be outside`);
    }
    const { bytes } = await buildDist(join(path, 'dist'));
    await cp(join(root, 'action.yml'), join(path, 'action.yml'));
    return { path, toolCache: join(path, 'tool-cache'), bytes, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** SHA-256 of every file of a folder, by name. */
export async function hashFiles(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  const hash = async (name: string) =>
    createHash('sha256')
      .update(await readFile(join(folder, name)))
      .digest('hex');
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await hash(name)] as const)));
}
