import { compareNames } from './compare-versions.ts';
import type { MigrationLayout } from './migration-layout.ts';

const MIGRATION = /^\d+_.*\.sql$/;

/** `supabase migration up`. */
export const supabase: MigrationLayout = {
  name: 'supabase',
  tool: 'Supabase CLI',
  looksLike: '`supabase/migrations/<timestamp>_<name>.sql`',
  order: 'by name',
  transactions: 'one for each migration; statements that can’t run in one run outside',
  command: 'npx supabase migration up --db-url "$DATABASE_URL"',
  detect: ({ path, files }) =>
    /(^|\/)supabase\/migrations$/.test(path) && files.some((file) => MIGRATION.test(file)),
  list: ({ files }) =>
    files
      .filter((file) => MIGRATION.test(file))
      .toSorted(compareNames)
      .map((file) => ({ file, transaction: 'where-possible' })),
};
