import { execute } from '../../execute.ts';
import type { MeasuringSession } from '../../measuring-session.ts';

/** The type that PostgreSQL gives a parameter. */
export interface ParameterType {
  /** As `format_type` writes it without a limit of length: `integer`, `bpchar`, `text[]`, `app.mood`. */
  readonly name: string;
  /** `typcategory` (PostgreSQL docs, pg_type): N number, S string, D date or time, B boolean, E enum, A array, … */
  readonly category: string;
  /** `typname`. */
  readonly shortName: string;
  /** Of an array its elements' type, as `name`; null for others. */
  readonly element: string | null;
  /** Labels of an enum in their order; empty for others. */
  readonly labels: readonly string[];
}

/** Name of the prepared statement; it lives for one look at it. */
const PREPARED = 'explain_gate_types';

/** Types of `$1…$n` by PREPARE, which analyses a statement and does not run it, or the server's refusal. */
export async function readParameterTypes(
  session: MeasuringSession,
  sql: string,
): Promise<readonly ParameterType[] | { readonly sqlState: string | null; readonly message: string }> {
  const prepared = await execute(session, `PREPARE ${PREPARED} AS ${sql}`, []);
  if ('kind' in prepared) {
    return prepared.kind === 'failed'
      ? { sqlState: prepared.sqlState, message: prepared.message }
      : { sqlState: null, message: 'PREPARE did not end in time' };
  }
  try {
    const { rows } = await session.query(
      `SELECT pg_catalog.format_type(t.oid, -1) AS name, t.typcategory AS category, t.typname AS "shortName",
         CASE WHEN t.typcategory = 'A' THEN pg_catalog.format_type(t.typelem, -1) END AS element,
         ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum AS e WHERE e.enumtypid = t.oid
               ORDER BY e.enumsortorder) AS labels
       FROM pg_catalog.pg_prepared_statements AS p, unnest(p.parameter_types) WITH ORDINALITY AS given (type, at)
       JOIN pg_catalog.pg_type AS t ON t.oid = given.type
       WHERE p.name = $1 ORDER BY given.at`,
      [PREPARED],
    );
    return rows as unknown as readonly ParameterType[];
  } finally {
    await session.query(`DEALLOCATE ${PREPARED}`);
  }
}
