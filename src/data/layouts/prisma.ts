import { compareNames } from './compare-versions.ts';
import { otherDatabase } from './layout-error.ts';
import type { MigrationFolder, MigrationLayout } from './migration-layout.ts';
import { readToml } from './read-toml.ts';

/** A directory of its own for each migration, with one name for the script. */
const SCRIPT = /^[^/]+\/migration\.sql$/;

const LOCK = 'migration_lock.toml';

/** `prisma migrate deploy`. */
export const prisma: MigrationLayout = {
  name: 'prisma',
  tool: 'Prisma Migrate',
  looksLike: '`<timestamp>_<name>/migration.sql`, `migration_lock.toml`',
  order: 'by name of the directory',
  transactions: 'one for each migration, none for a migration of a single statement',
  command: 'npx prisma migrate deploy',
  detect: ({ files }) => files.some((file) => SCRIPT.test(file)),
  async list(folder) {
    await requirePostgres(folder);
    return folder.files
      .filter((file) => SCRIPT.test(file))
      .toSorted((a, b) => compareNames(nameOf(a), nameOf(b)))
      .map((file) => ({ file, transaction: 'unless-alone' }));
  },
};

async function requirePostgres(folder: MigrationFolder): Promise<void> {
  if (!folder.files.includes(LOCK)) return;
  const { provider } = await readToml(folder, LOCK);
  if (typeof provider !== 'string' || provider === 'postgresql' || provider === 'postgres') return;
  const line = (await folder.lines(LOCK)).findIndex((one) => one.includes(provider)) + 1;
  throw otherDatabase(folder, LOCK, line, provider);
}

function nameOf(file: string): string {
  return file.slice(0, file.indexOf('/'));
}
