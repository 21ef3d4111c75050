import type { QueryConnection } from '../../query-connection.ts';
import type { Lookup } from '../plan/table-plan.ts';

/** Makes the temporary tables that a query reads, each with the index that it is read by. */
export async function makeLookups(client: QueryConnection, lookups: readonly Lookup[]): Promise<void> {
  for (const { name, body, index } of lookups) {
    await client.query(`CREATE TEMPORARY TABLE ${name} AS ${body}`);
    await client.query(`CREATE UNIQUE INDEX ON pg_temp.${name} (${index.join(', ')})`);
    await client.query(`ANALYZE pg_temp.${name}`);
  }
}

/** Drops them again. */
export async function dropLookups(client: QueryConnection, lookups: readonly Lookup[]): Promise<void> {
  for (const { name } of lookups) await client.query(`DROP TABLE pg_temp.${name}`);
}
