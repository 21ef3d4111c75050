import { posix } from 'node:path';
import { compareFileNames } from './compare-file-names.ts';

/**
 * The migrations among the files of one directory, in the order in which they run: `.sql` files by name. Where there
 * are `*.up.sql` files they alone are migrations; a `*.down.sql` beside its own file never is one.
 */
export function listMigrations(files: readonly string[]): readonly string[] {
  const scripts = files.filter((file) => /\.sql$/i.test(file));
  const ups = scripts.filter((file) => /\.up\.sql$/i.test(file));
  const names = new Set(scripts);
  const migrations = ups.length > 0 ? ups : scripts.filter((file) => !isDown(file, names));
  return [...migrations].sort((a, b) => compareFileNames(posix.basename(a), posix.basename(b)));
}

function isDown(file: string, names: ReadonlySet<string>): boolean {
  return /\.down\.sql$/i.test(file) && names.has(file.replace(/\.down(\.sql)$/i, '$1'));
}
