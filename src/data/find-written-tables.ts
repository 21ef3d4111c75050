import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseConnection } from './connect-database.ts';
import { listTables, type TableState } from './list-tables.ts';

/** How long a backend that was told to end may take to be gone, milliseconds. */
const LAST_BACKEND_MS = 2000;

/** Since this version a backend reports what it wrote to shared memory before it is gone. */
const SHARED_STATISTICS = 150_000;
/** Before, it sent a message to a collector, which may be late or lost; its file is at most half a second old. */
const COLLECTOR_MS = 1000;

/** The tables of which rows were written. */
export interface WrittenTables {
  readonly tables: readonly TableState[];
  /** False where the server does not count writes: then every table is listed. */
  readonly counted: boolean;
  /** No written table can be missing. */
  readonly exact: boolean;
}

/** The tables of the database of which rows were written since `before` was listed. */
export async function findWrittenTables(
  connection: DatabaseConnection,
  versionNumber: number,
  before: readonly TableState[],
): Promise<WrittenTables> {
  await waitForReports(connection, versionNumber);
  const { rows } = await connection.client.query<{ on: boolean }>(
    "SELECT pg_catalog.current_setting('track_counts')::bool AS on",
  );
  const counted = rows[0]?.on === true;
  const known = new Map(before.map((table) => [table.name, table]));
  const tables = (await listTables(connection)).filter((table) => {
    const was = known.get(table.name);
    return !counted || was === undefined || was.writes !== table.writes || was.fileNode !== table.fileNode;
  });
  return { tables, counted, exact: !counted || versionNumber >= SHARED_STATISTICS };
}

/** Waits until no other session is in the database. */
async function waitForReports({ client }: DatabaseConnection, versionNumber: number): Promise<void> {
  for (const deadline = Date.now() + LAST_BACKEND_MS; Date.now() < deadline; await sleep(10)) {
    const { rows } = await client.query(
      `SELECT 1 FROM pg_catalog.pg_stat_activity
       WHERE datname = pg_catalog.current_database() AND pid <> pg_catalog.pg_backend_pid() LIMIT 1`,
    );
    if (rows.length === 0) break;
  }
  if (versionNumber < SHARED_STATISTICS) await sleep(COLLECTOR_MS);
}
