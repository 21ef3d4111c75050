import { setTimeout as sleep } from 'node:timers/promises';
import type { MeasuringSide, WrittenRelation } from '../measuring-session.ts';

/** Since this version a backend can be told to report its statistics at once. */
const FORCE_FLUSH_SINCE = 150_000;

/** Before, it reports twice a second, and the collector's file is as old at most (PostgreSQL 14 docs, 28.2.1). */
const COLLECTOR_MS = 1_100;

/**
 * Tables that hold dead rows by the server's own statistics. A statement that failed takes its backend's counts of the
 * transaction with it, and what it wrote until then stays. Tables that were
 * vacuumed before their backend reported may be among them.
 */
export async function tablesWithDeadRows({
  session,
  versionNumber,
}: MeasuringSide): Promise<readonly WrittenRelation[]> {
  if (versionNumber >= FORCE_FLUSH_SINCE) await session.query('SELECT pg_catalog.pg_stat_force_next_flush()');
  else await sleep(COLLECTOR_MS);
  const { rows } = await session.query(
    'SELECT schemaname, relname FROM pg_catalog.pg_stat_user_tables WHERE n_dead_tup > 0 ORDER BY 1, 2',
  );
  return rows.map((row) => ({
    schema: String(row['schemaname']),
    relation: String(row['relname']),
    kind: 'table',
  }));
}
