import { compareNames } from './compare-versions.ts';
import type { MigrationLayout } from './migration-layout.ts';

/** A directory of its own for each migration, with one name for the script. */
const SCRIPT = /^[^/]+\/migration\.sql$/;

/** `prisma migrate deploy`. */
export const prisma: MigrationLayout = {
  name: 'prisma',
  tool: 'Prisma Migrate',
  looksLike: '`<timestamp>_<name>/migration.sql`, `migration_lock.toml`',
  order: 'by name of the directory',
  transactions: 'one for each migration, none for a migration of a single statement',
  command: 'npx prisma migrate deploy',
  detect: ({ files }) => files.some((file) => SCRIPT.test(file)),
  list: ({ files }) =>
    files
      .filter((file) => SCRIPT.test(file))
      .toSorted((a, b) => compareNames(nameOf(a), nameOf(b)))
      .map((file) => ({ file, transaction: 'unless-alone' })),
};

function nameOf(file: string): string {
  return file.slice(0, file.indexOf('/'));
}
