import pg from 'pg';
import type { ConnectionSettings } from './connection-settings.ts';

/** How long a server may take to answer a connection, milliseconds. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Opens one connection; closed by `await using`. Rejects as `pg` does. */
export async function connect(settings: ConnectionSettings): Promise<pg.Client & AsyncDisposable> {
  const client = new pg.Client({
    ...settings,
    application_name: 'explain-gate',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    // Undefined would let PGSSLMODE of the environment decide.
    ssl: settings.ssl ?? false,
  });
  // A connection that breaks while idle emits an error; without a listener that would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end().catch(() => undefined) });
}
