import pg from 'pg';
import type { DatabaseConnection } from './connect-database.ts';

/** SQLSTATE insufficient_privilege. */
const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Brings a filled database to rest (MEASURING.md section 2): every commit flushed, so that VACUUM may mark pages
 * all-visible; rows frozen; statistics made unless they are made in another way. Gives a note where the role has no
 * right to a checkpoint.
 */
export async function settleDatabase(
  connection: DatabaseConnection,
  statistics: 'analyze' | 'later',
): Promise<string | undefined> {
  const note = await flushCommits(connection);
  await connection.client.query(statistics === 'analyze' ? 'VACUUM (FREEZE, ANALYZE)' : 'VACUUM (FREEZE)');
  await flushCommits(connection);
  return note;
}

async function flushCommits({ client }: DatabaseConnection): Promise<string | undefined> {
  try {
    await client.query('CHECKPOINT');
    return undefined;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== INSUFFICIENT_PRIVILEGE) throw error;
    // A synchronous commit flushes those before it; that is what VACUUM waits for.
    await client.query(
      'SET synchronous_commit = on; SELECT pg_catalog.txid_current(); SET synchronous_commit = off',
    );
    return 'no CHECKPOINT: the role has no right to it (GRANT pg_checkpoint)';
  }
}
