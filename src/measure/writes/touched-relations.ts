import type { MeasuringSession, WrittenRelation } from '../measuring-session.ts';

/** What a backend has done to one relation of the project (table, index, TOAST, sequence) since it last reported its statistics. */
interface TouchedRelation {
  readonly oid: number;
  readonly schema: string;
  readonly relation: string;
  /** Null where no trace is left, or the table's VACUUM removes it. */
  readonly kind: WrittenRelation['kind'] | null;
  /** Blocks asked for, whether they were cached or not. */
  readonly blocks: number;
  /** Rows inserted, updated and deleted. */
  readonly rowsWritten: number;
}

/** The counts by `oid`. Within a transaction they only grow: a backend reports, and begins anew, between transactions. */
export type TouchedRelations = ReadonlyMap<number, TouchedRelation>;

/** First object id that initdb does not use (access/transam.h, FirstNormalObjectId). */
const FIRST_PROJECT_OID = 16384;

/**
 * The backend's own counts (PostgreSQL docs, 27.2.24 "Per-Backend Statistics" and pg_stat_xact_user_tables): unlike
 * EXPLAIN they see what AFTER triggers, and so foreign keys, do. Empty under `track_counts = off`.
 */
const TOUCHED = `
  SELECT * FROM (
    SELECT c.oid::int8 AS oid, n.nspname AS schema, c.relname AS relation, CASE c.relkind WHEN 'r' THEN 'table' WHEN 'S' THEN 'sequence' END AS kind,
           pg_catalog.pg_stat_get_xact_blocks_fetched(c.oid) AS blocks,
           pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid) + pg_catalog.pg_stat_get_xact_tuples_updated(c.oid)
             + pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid) AS "rowsWritten"
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.oid >= ${FIRST_PROJECT_OID} AND c.relkind IN ('r', 'm', 'i', 't', 'S')
  ) AS touched
  WHERE blocks > 0 OR "rowsWritten" > 0`;

/** Reads the counts of this backend. Inside of a transaction the difference of two readings is exact. */
export async function readTouchedRelations(session: MeasuringSession): Promise<TouchedRelations> {
  const { rows } = await session.query(TOUCHED);
  return new Map(
    rows.map((row) => {
      const touched: TouchedRelation = {
        oid: Number(row['oid']),
        schema: String(row['schema']),
        relation: String(row['relation']),
        kind: row['kind'] === 'table' || row['kind'] === 'sequence' ? row['kind'] : null,
        blocks: Number(row['blocks']),
        rowsWritten: Number(row['rowsWritten']),
      };
      return [touched.oid, touched];
    }),
  );
}

/** Blocks of the project's relations that were touched between two readings. */
export function blocksTouched(from: TouchedRelations, to: TouchedRelations): number {
  return [...to.values()].reduce((sum, { oid, blocks }) => sum + blocks - (from.get(oid)?.blocks ?? 0), 0);
}

/**
 * What was written between two readings, by the statement, its triggers, cascades and functions: tables of which rows
 * were, and sequences that were touched, for they count no rows.
 */
export function relationsWritten(from: TouchedRelations, to: TouchedRelations): readonly WrittenRelation[] {
  return [...to.values()].flatMap(({ oid, schema, relation, kind, blocks, rowsWritten }) => {
    const before = from.get(oid);
    const isWritten =
      kind === 'sequence' ? blocks > (before?.blocks ?? 0) : rowsWritten > (before?.rowsWritten ?? 0);
    return kind !== null && isWritten ? [{ schema, relation, kind }] : [];
  });
}
