import type { DatabaseConnection } from './connect-database.ts';
import { flushCommits } from './flush-commits.ts';
import { listTables } from './list-tables.ts';

/** PostgreSQL's largest statistics target. */
const MAX_TARGET = 10_000;
/** ANALYZE samples 300 rows per unit of the statistics target (analyze.c). */
const ROWS_PER_TARGET = 300;

/**
 * VACUUM and ANALYZE of these tables, by a target at which the sample is the whole table: equal rows then give equal
 * statistics, where a sample moves the cost of every second query (MEASURING.md section 1). The target is at least the
 * server's default, so that small tables keep the detail that they have in production.
 * @param relations as `listTables` names them; others are left out
 */
export async function analyzeTables(
  connection: DatabaseConnection,
  relations: ReadonlySet<string>,
): Promise<void> {
  const { client } = connection;
  await flushCommits(connection);
  const { rows } = await client.query<{ target: number }>(
    "SELECT pg_catalog.current_setting('default_statistics_target')::int AS target",
  );
  const least = rows[0]?.target ?? 100;
  for (const { name, kind } of await listTables(connection)) {
    if (!relations.has(name)) continue;
    if (kind !== 'partitioned table') await client.query(`VACUUM ${name}`);
    const target = Math.min(
      MAX_TARGET,
      Math.max(least, Math.ceil((await countRows(connection, name)) / ROWS_PER_TARGET)),
    );
    await client.query(`SET default_statistics_target = ${target}`);
    await client.query(`ANALYZE ${name}`);
  }
  await client.query('RESET default_statistics_target');
}

/** VACUUM has just counted the rows of a table; a partitioned table has only those of its partitions. */
async function countRows({ client }: DatabaseConnection, name: string): Promise<number> {
  const { rows } = await client.query<{ rows: number }>(
    `SELECT coalesce(sum(greatest(c.reltuples, 0)), 0)::float8 AS rows
     FROM pg_catalog.pg_class c
     WHERE c.oid = $1::pg_catalog.regclass
        OR c.oid IN (SELECT relid FROM pg_catalog.pg_partition_tree($1::pg_catalog.regclass) WHERE isleaf)`,
    [name],
  );
  return rows[0]?.rows ?? 0;
}
