import { posix } from 'node:path';
import { compareFileNames } from '../compare-file-names.ts';
import { directScripts } from './direct-scripts.ts';
import type { MigrationLayout } from './migration-layout.ts';

/** Scripts in the order of their names, run as psql runs them. Takes every directory that no other layout does. */
export const plain: MigrationLayout = {
  name: 'plain',
  tool: 'none: ordered SQL files',
  looksLike: '`*.sql`, or `*.up.sql` beside `*.down.sql`',
  order: 'by name; numbers in a name count as numbers',
  transactions: 'each statement by itself, as in psql, unless the file says `BEGIN`',
  detect: () => true,
  list(folder) {
    const scripts = directScripts(folder);
    const ups = scripts.filter((file) => /\.up\.sql$/i.test(file));
    const names = new Set(scripts);
    // Where there are up files they alone are migrations; a down file beside its own file never is one.
    const isDown = (file: string) =>
      /\.down\.sql$/i.test(file) && names.has(file.replace(/\.down(\.sql)$/i, '$1'));
    const migrations = ups.length > 0 ? ups : scripts.filter((file) => !isDown(file));
    return migrations
      .toSorted((a, b) => compareFileNames(posix.basename(a), posix.basename(b)))
      .map((file) => ({ file, transaction: 'each-statement' }));
  },
};
