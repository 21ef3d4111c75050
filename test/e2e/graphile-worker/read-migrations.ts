import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Files } from '../write-files.ts';

/** The two published versions, as the names that package.json gives them. */
export type PublishedVersion = 'graphile-worker-base' | 'graphile-worker-head';

/**
 * The migration files that a version of graphile-worker publishes, by file name. They name their schema by a psql
 * variable, which the library replaces when it runs them, and so do we.
 */
export async function readMigrations(version: PublishedVersion): Promise<Files> {
  const folder = join(dirname(createRequire(import.meta.url).resolve(`${version}/package.json`)), 'sql');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql'));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return Object.fromEntries(
    names.map((name, index) => [
      name,
      (texts[index] ?? '').replaceAll(':GRAPHILE_WORKER_SCHEMA', 'graphile_worker'),
    ]),
  );
}

/** The same files below a folder. */
export function moveTo(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content]));
}
