import pg from 'pg';
import type { DatabaseConnection } from './connect-database.ts';
import { flushCommits } from './flush-commits.ts';

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
  await flushCommits(connection);
  const note = await checkpoint(connection);
  await connection.client.query(statistics === 'analyze' ? 'VACUUM (FREEZE, ANALYZE)' : 'VACUUM (FREEZE)');
  await checkpoint(connection);
  return note;
}

async function checkpoint({ client }: DatabaseConnection): Promise<string | undefined> {
  try {
    await client.query('CHECKPOINT');
    return undefined;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== INSUFFICIENT_PRIVILEGE) throw error;
    return 'no CHECKPOINT: the role has no right to it (GRANT pg_checkpoint)';
  }
}
