import type { MigrationLayout } from './migration-layout.ts';

/** `rails db:schema:load` of a structure that pg_dump wrote. */
export const railsStructure: MigrationLayout = {
  name: 'rails-structure',
  tool: 'Rails `structure.sql`',
  looksLike: '`structure.sql`, or the file itself: `db/structure.sql`',
  order: 'one file, which is replaced: each side is built from its own',
  transactions: 'each statement by itself, as in psql',
  command: 'bin/rails db:migrate',
  declarative: true,
  detect: ({ files }) => files.includes('structure.sql') && files.every((file) => !/^\d.*\.sql$/i.test(file)),
  list: ({ files }) =>
    files.filter((file) => file === 'structure.sql').map((file) => ({ file, transaction: 'each-statement' })),
};
