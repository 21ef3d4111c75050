import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Files } from '../write-files.ts';

/** The two published versions, as the names that package.json gives them. */
export type PublishedVersion = 'graphile-worker-base' | 'graphile-worker-head';

/**
 * The migration files that a version of graphile-worker publishes, by file name. They name their schema by a placeholder,
 * which the library replaces when it runs them, each file in a transaction (one locks a table). The files say so here.
 */
export async function readMigrations(version: PublishedVersion): Promise<Files> {
  // Its main file is dist/index.js; the package does not export anything beside its code.
  const main = createRequire(import.meta.url).resolve(version);
  const folder = join(dirname(main), '..', 'sql');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql'));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const prepare = (text: string) => text.replaceAll(':GRAPHILE_WORKER_SCHEMA', 'graphile_worker');
  return Object.fromEntries(
    names.map((name, index) => [name, `BEGIN;\n${prepare(texts[index] ?? '')}\nCOMMIT;\n`]),
  );
}

/** The same files below a folder. */
export function moveTo(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content]));
}
