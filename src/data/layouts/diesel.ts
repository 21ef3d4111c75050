import { compareNames } from './compare-versions.ts';
import type { MigrationFile, MigrationFolder, MigrationLayout } from './migration-layout.ts';
import { readToml } from './read-toml.ts';

const UP = /^[^/]+\/up\.sql$/;

/** `diesel migration run`. */
export const diesel: MigrationLayout = {
  name: 'diesel',
  tool: 'Diesel',
  looksLike: '`<version>_<name>/up.sql` and `down.sql`',
  order: 'by version, as text without hyphens',
  transactions: 'one for each migration; with `run_in_transaction = false` none, if it is a single statement',
  command: 'diesel migration run',
  detect: ({ files }) => files.some((file) => UP.test(file)),
  async list(folder) {
    const files = folder.files.filter((file) => UP.test(file));
    const migrations: MigrationFile[] = [];
    for (const file of files.toSorted((a, b) => compareNames(versionOf(a), versionOf(b)))) {
      const transaction = (await runsInTransaction(folder, file)) ? 'whole-file' : 'unless-alone';
      migrations.push({ file, transaction });
    }
    return migrations;
  },
};

/** `2024-01-31-101530_name/up.sql` has the version `20240131101530`. */
function versionOf(file: string): string {
  return (file.split(/[_/]/)[0] ?? '').replaceAll('-', '');
}

async function runsInTransaction(folder: MigrationFolder, file: string): Promise<boolean> {
  const metadata = file.replace(/up\.sql$/, 'metadata.toml');
  if (!folder.files.includes(metadata)) return true;
  return (await readToml(folder, metadata))['run_in_transaction'] !== false;
}
