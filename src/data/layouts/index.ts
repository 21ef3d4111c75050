import { atlas } from './atlas.ts';
import { dbmate } from './dbmate.ts';
import { diesel } from './diesel.ts';
import { drizzle } from './drizzle.ts';
import { flyway } from './flyway.ts';
import { golangMigrate } from './golang-migrate.ts';
import { goose } from './goose.ts';
import { graphileMigrate } from './graphile-migrate.ts';
import type { MigrationLayout } from './migration-layout.ts';
import { nodePgMigrate } from './node-pg-migrate.ts';
import { plain } from './plain.ts';
import { prisma } from './prisma.ts';
import { railsStructure } from './rails-structure.ts';
import { sqlx } from './sqlx.ts';
import { supabase } from './supabase.ts';

/**
 * Every layout; the first that detects a directory is taken. Markers in the files come before what only their names
 * say, and `plain` takes the rest.
 */
export const layouts: readonly MigrationLayout[] = [
  drizzle,
  prisma,
  diesel,
  graphileMigrate,
  flyway,
  goose,
  dbmate,
  nodePgMigrate,
  supabase,
  atlas,
  sqlx,
  golangMigrate,
  railsStructure,
  plain,
];
