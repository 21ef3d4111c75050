import { compareVersions } from './compare-versions.ts';
import type { MigrationLayout } from './migration-layout.ts';

const UP = /^\d+_.*\.up\.sql$/;

/** `migrate up`. */
export const golangMigrate: MigrationLayout = {
  name: 'golang-migrate',
  tool: 'golang-migrate',
  looksLike: '`<version>_<name>.up.sql` and `.down.sql`',
  order: 'by version, as a number',
  transactions: 'one for each file, none for a file of a single statement',
  command: 'migrate -path <directory> -database "$DATABASE_URL" up',
  detect: ({ files }) => files.some((file) => UP.test(file)),
  list: ({ files }) =>
    files
      .filter((file) => UP.test(file))
      .toSorted(compareVersions)
      .map((file) => ({ file, transaction: 'unless-alone' })),
};
