import type { FiredTrigger, ForeignKey } from '../../compare/measurement.ts';
import type { Plan } from '../../plan/plan.ts';
import type { MeasuringSession } from '../measuring-session.ts';

/**
 * The foreign keys behind triggers of referenced tables, by the trigger's name: PostgreSQL puts its own object id into it.
 * An index serves when it is valid, whole, and its first column is one of the key's: the others are then filtered out of
 * few rows. The trigger on the referencing side (`RI_FKey_check_*`) looks a unique key up and needs no index there.
 */
const FOREIGN_KEYS = `
  SELECT t.tgname AS trigger, k.conname AS name, n.nspname AS schema, c.relname AS relation,
         ARRAY(SELECT a.attname::text FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS u (attnum, position)
               JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum
               ORDER BY u.position) AS columns,
         EXISTS (SELECT FROM pg_catalog.pg_index i
                 WHERE i.indrelid = k.conrelid AND i.indisvalid AND i.indpred IS NULL
                   AND i.indkey[0] = ANY (k.conkey)) AS "hasIndex"
  FROM pg_catalog.pg_trigger t
  JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid AND p.proname !~ '^RI_FKey_check'
  JOIN pg_catalog.pg_constraint k ON k.oid = t.tgconstraint AND k.contype = 'f'
  JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE t.tgisinternal AND t.tgname = ANY ($1::pg_catalog.name[])`;

/** The triggers that EXPLAIN lists, those of foreign keys with what the catalog says of the key. */
export async function readFiredTriggers(
  session: MeasuringSession,
  { triggers }: Plan,
): Promise<readonly FiredTrigger[]> {
  const { rows } = await session.query(FOREIGN_KEYS, [triggers.map(({ triggerName }) => triggerName)]);
  const keys = new Map(rows.map((row) => [String(row['trigger']), toForeignKey(row)]));
  return triggers.map(({ triggerName, constraintName, relation, calls, time }) => ({
    triggerName,
    constraintName: constraintName ?? null,
    relation: relation ?? null,
    calls,
    ms: time ?? null,
    foreignKey: keys.get(triggerName) ?? null,
  }));
}

function toForeignKey(row: Record<string, unknown>): ForeignKey {
  const schema = String(row['schema']);
  return {
    name: String(row['name']),
    relation: schema === 'public' ? String(row['relation']) : `${schema}.${row['relation']}`,
    columns: (row['columns'] as unknown[]).map(String),
    hasIndex: row['hasIndex'] === true,
  };
}
