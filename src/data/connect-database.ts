import pg from 'pg';
import type { DatabaseServer } from './database-server.ts';

/** One connection to a database as its owner, ready for migrations and seeds; closed by `await using`. */
export interface DatabaseConnection extends AsyncDisposable {
  readonly client: pg.Client;
  /**
   * Makes it as if it had just been opened, which is several times faster than to open another. False when it is not
   * the same: what ALTER DATABASE and ALTER ROLE set holds from the next connection on.
   */
  renew(): Promise<boolean>;
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

/** Changes whenever ALTER DATABASE … SET or ALTER ROLE … SET does. */
const STORED_SETTINGS = `
  SELECT md5(string_agg(s::text, ',' ORDER BY s::text)) AS settings FROM pg_catalog.pg_db_role_setting s`;

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
  const address = server.connection(database);
  const client = new pg.Client({
    ...address,
    ssl: address.ssl ?? false,
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
  // A backend whose client is gone ends its statement soon, not at the end of it.
  const alive = server.versionNumber >= 140_000 ? ["SET client_connection_check_interval = '1s'"] : [];
  const session = [...SESSION, ...alive].join(';');
  const storedSettings = async () =>
    (await client.query<{ settings: string }>(STORED_SETTINGS)).rows[0]?.settings;
  let settings: string | undefined;
  try {
    await client.connect();
    [, settings] = await Promise.all([client.query(session), storedSettings()]);
  } catch (error) {
    await close();
    throw signal?.aborted ? signal.reason : error;
  }
  const renew = async () => {
    const [, now] = await Promise.all([client.query('DISCARD ALL'), storedSettings(), client.query(session)]);
    return now === settings;
  };
  return { client, renew, reported: (setting) => reported.get(setting), [Symbol.asyncDispose]: close };
}
