import { analyzeTables } from './analyze-tables.ts';
import type { CatalogEntry } from './catalog/catalog-entry.ts';
import { readCatalog } from './catalog/read-catalog.ts';
import { connectDatabase } from './connect-database.ts';
import type { DatabaseServer } from './database-server.ts';
import { listTables } from './list-tables.ts';

/** What of a filled database another server would have too. */
export interface DatabaseDescription {
  readonly catalog: readonly CatalogEntry[];
  /** Number of rows by table, quoted and with its schema; a partitioned table has those of its partitions. */
  readonly rows: Readonly<Record<string, number>>;
  /** Encoding and collation. */
  readonly locale: string;
}

/** An older server lacks columns that a newer one has: as JSON, what is not there is null. */
const LOCALE = `
  SELECT concat_ws(' ', pg_catalog.pg_encoding_to_char(encoding), datcollate,
                   nullif(row ->> 'datlocprovider', 'c'), row ->> 'daticulocale', row ->> 'datlocale') AS locale
  FROM (SELECT d.*, pg_catalog.to_jsonb(d) AS row FROM pg_catalog.pg_database d
        WHERE datname = pg_catalog.current_database()) d`;

/**
 * Describes a database, and makes its statistics from every row before it does: a sample differs from server to server,
 * and plans with it.
 */
export async function describeDatabase(
  server: DatabaseServer,
  database: string,
  signal?: AbortSignal,
): Promise<DatabaseDescription> {
  await using connection = await connectDatabase(server, database, signal);
  const { client } = connection;
  const tables = await listTables(connection);
  await analyzeTables(connection, new Set(tables.map(({ name }) => name)));
  const rows: Record<string, number> = {};
  for (const { name } of tables) {
    const counted = await client.query<{ rows: number }>(`SELECT count(*)::float8 AS rows FROM ${name}`);
    rows[name] = counted.rows[0]?.rows ?? 0;
  }
  const [described] = (await client.query<{ locale: string }>(LOCALE)).rows;
  return { catalog: await readCatalog(client), rows, locale: described?.locale ?? '' };
}
