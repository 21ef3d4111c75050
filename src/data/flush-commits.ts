import type { DatabaseConnection } from './connect-database.ts';

/**
 * Flushes every commit so far, and each later one of this connection. VACUUM marks a page all-visible only when the
 * commits of its rows are known to be flushed, and that is known per 32 transactions (clog.c, CLOG_XACTS_PER_LSN_GROUP):
 * one asynchronous commit of VACUUM's own, on another table, would hide the seed's.
 */
export async function flushCommits({ client }: DatabaseConnection): Promise<void> {
  // Not `on`, which may wait for the replicas of a user's own server.
  await client.query('SET synchronous_commit = local');
  // A commit with a transaction id is one that is written and flushed, and with it the log before it.
  await client.query('SELECT pg_catalog.txid_current()');
}
