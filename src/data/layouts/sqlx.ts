import { posix } from 'node:path';
import { compareVersions } from './compare-versions.ts';
import type { MigrationFile, MigrationFolder, MigrationLayout } from './migration-layout.ts';

const MIGRATION = /^\d+_.*\.sql$/;

/** `sqlx migrate run`. Its names are those of other tools: a Cargo.toml beside or above tells them apart. */
export const sqlx: MigrationLayout = {
  name: 'sqlx',
  tool: 'sqlx',
  looksLike: '`<version>_<name>.sql`, or `.up.sql` and `.down.sql`, in a package with a `Cargo.toml`',
  order: 'by version, as a number',
  transactions:
    'one for each migration; with `-- no-transaction` at its start none, if it is a single statement',
  command: 'sqlx migrate run',
  detect: (folder) => isRust(folder) && folder.files.some((file) => MIGRATION.test(file)),
  async list(folder) {
    const files = folder.files.filter((file) => MIGRATION.test(file) && !file.endsWith('.down.sql'));
    const migrations: MigrationFile[] = [];
    for (const file of files.toSorted(compareVersions)) {
      const [first = ''] = await folder.firstLines(file);
      const transaction = first.startsWith('-- no-transaction') ? 'unless-alone' : 'whole-file';
      migrations.push({ file, transaction });
    }
    return migrations;
  },
};

function isRust({ path, has }: MigrationFolder): boolean {
  for (let folder = path; ; folder = posix.dirname(folder)) {
    if (has(posix.join(folder, 'Cargo.toml'))) return true;
    if (folder === '' || folder === '.') return false;
  }
}
