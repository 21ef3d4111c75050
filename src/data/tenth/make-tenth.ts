import type { Progress } from '../../progress.ts';
import { connectDatabase, type DatabaseConnection } from '../connect-database.ts';
import { copyDatabaseSettings } from '../copy-database-settings.ts';
import type { DatabaseServer } from '../database-server.ts';
import { settleDatabase } from '../settle-database.ts';
import { planTenth } from './plan-tenth.ts';
import { readTables } from './read-tables.ts';
import { shrinkTables } from './shrink-tables.ts';

/** A table, or a partitioned table, at both sizes. */
export interface TenthSize {
  /** With its schema unless that is `public`. Unquoted. */
  readonly relation: string;
  /** Itself or its partitions, `schema.relation` as plans name them. */
  readonly scannedAs: readonly string[];
  readonly rows: { readonly tenth: number; readonly all: number };
}

/** Copies a database that nobody is connected to, settings included; the copy belongs to the server, which drops it. */
export async function cloneForTenth(server: DatabaseServer, database: string): Promise<string> {
  const clone = await server.createDatabase('tenth', database);
  await copyDatabaseSettings(server, database, clone);
  return clone;
}

/**
 * Makes a copy of a database smaller: each table of 1,000 rows or more to about a tenth, by a hash of its key, so that equal
 * data gives equal rows. Rows whose key of one column is one of `values` are kept. Gives the sizes of all tables; rejects as
 * `pg` does, for want of a superuser's rights above all.
 */
export async function makeTenth(
  target: {
    readonly server: DatabaseServer;
    readonly database: string;
    readonly progress: Progress;
    readonly signal?: AbortSignal;
  },
  values: readonly string[],
): Promise<readonly TenthSize[]> {
  const { server, database, progress, signal } = target;
  const startedAt = performance.now();
  await using connection = await connectDatabase(server, database, signal);
  const before = await databaseMegabytes(connection);
  const { tables, foreignKeys } = await readTables(connection);
  const plans = planTenth(tables, foreignKeys);
  if (plans.length > 0) {
    await shrinkTables(connection, plans, values);
    await refreshViews(connection);
    await settleDatabase(connection, 'analyze');
  }
  const after = new Map((await readTables(connection)).tables.map(({ name, rows }) => [name, rows]));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const megabytes = `${before} MB, then ${await databaseMegabytes(connection)} MB`;
  progress.info(
    `a tenth of the data for new queries: ${plans.length} tables made smaller in ${seconds} s; ${megabytes}`,
  );
  return [...Map.groupBy(tables, ({ unit }) => unit).values()].map((parts) => ({
    relation: parts[0]?.unitShown ?? '',
    scannedAs: parts.map(({ scannedAs }) => scannedAs),
    rows: {
      tenth: parts.reduce((sum, { name }) => sum + (after.get(name) ?? 0), 0),
      all: parts.reduce((sum, { rows }) => sum + rows, 0),
    },
  }));
}

/** Their rows are made of the tables'. One that reads another was made after it. */
async function refreshViews({ client }: DatabaseConnection): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.oid::pg_catalog.regclass::text AS name FROM pg_catalog.pg_class c
     WHERE c.relkind = 'm' AND c.relispopulated ORDER BY c.oid`,
  );
  for (const { name } of rows) await client.query(`REFRESH MATERIALIZED VIEW ${name}`);
}

async function databaseMegabytes({ client }: DatabaseConnection): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(
    'SELECT pg_catalog.pg_database_size(pg_catalog.current_database())::text AS bytes',
  );
  return Math.round(Number(rows[0]?.bytes ?? 0) / 1024 / 1024);
}
