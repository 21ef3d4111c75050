import pg from 'pg';
import type { DatabaseServer } from './database-server.ts';

/** One connection to a database as its owner, ready for migrations and seeds; closed by `await using`. */
export interface DatabaseConnection extends AsyncDisposable {
  readonly client: pg.Client;
  /** What the server last reported for a setting that it reports: `standard_conforming_strings`, `client_encoding`. */
  reported(setting: string): string | undefined;
}

/**
 * A migration or seed takes as long as it takes, and loses nothing by an asynchronous commit: a database that crashes
 * is thrown away.
 */
const SESSION = [
  'SET statement_timeout = 0',
  'SET lock_timeout = 0',
  'SET idle_in_transaction_session_timeout = 0',
  'SET synchronous_commit = off',
  "SET client_encoding = 'UTF8'",
];

/**
 * Opens a connection. When `signal` aborts, it is cut and what runs on it rejects with the signal's reason.
 * Rejects as `pg` does where there is no server.
 */
export async function connectDatabase(
  server: DatabaseServer,
  database: string,
  signal?: AbortSignal,
): Promise<DatabaseConnection> {
  signal?.throwIfAborted();
  const settings = server.connection(database);
  const client = new pg.Client({
    ...settings,
    ssl: settings.ssl ?? false,
    application_name: 'explain-gate',
    keepAlive: true,
    // Statements go out without waiting for the answers to those before them; each is still its own transaction.
    pipeline: true,
  });
  const reported = new Map<string, string>();
  client.connection.on('parameterStatus', (message: { parameterName: string; parameterValue: string }) => {
    reported.set(message.parameterName, message.parameterValue);
  });
  // A connection that breaks while idle emits an error; without a listener that would end the process.
  client.on('error', () => undefined);
  const cut = () => client.connection.stream.destroy();
  signal?.addEventListener('abort', cut);
  const close = async () => {
    signal?.removeEventListener('abort', cut);
    await client.end().catch(() => undefined);
  };
  try {
    await client.connect();
    // A backend whose client is gone ends its statement soon, not at the end of it.
    const alive = server.versionNumber >= 140_000 ? ["SET client_connection_check_interval = '1s'"] : [];
    await client.query([...SESSION, ...alive].join(';'));
  } catch (error) {
    await close();
    throw signal?.aborted ? signal.reason : error;
  }
  return { client, reported: (setting) => reported.get(setting), [Symbol.asyncDispose]: close };
}
