import pg from 'pg';
import type { ConnectionSettings } from '../../src/postgres/connection-settings.ts';

/** Runs `sql`, one statement or several, on a connection of its own; returns the rows of the last statement. */
export async function withClient(
  connection: ConnectionSettings,
  sql: string,
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ ...connection, ssl: connection.ssl ?? false });
  // A server that goes while nobody asks anything is no news; without a listener it would end the test run.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const result: pg.QueryResult | pg.QueryResult[] = await client.query(sql);
    return (Array.isArray(result) ? result.at(-1) : result)?.rows ?? [];
  } finally {
    await client.end();
  }
}
