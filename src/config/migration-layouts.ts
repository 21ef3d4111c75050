/** Names of the layouts of migration directories, as `data/layouts` has them. */
export const MIGRATION_LAYOUTS = [
  'atlas',
  'dbmate',
  'diesel',
  'drizzle',
  'flyway',
  'golang-migrate',
  'goose',
  'graphile-migrate',
  'node-pg-migrate',
  'plain',
  'prisma',
  'rails-structure',
  'sqlx',
  'supabase',
] as const;
