import type { ProbeAnswer, Prober } from './run-probe.ts';

/** The column of a table or view that an expression is. */
export interface ColumnOrigin {
  readonly tableId: number;
  /** Schema and name, quoted where it has to be. */
  readonly table: string;
  /** Name of the column, quoted where it has to be. */
  readonly column: string;
  /** `orders.customer_id`, or with the schema where that is not on the search path. */
  readonly label: string;
  /** `relkind` (PostgreSQL docs, pg_class). */
  readonly kind: string;
}

/** Which column each column of an answer is, by the server's own description; null for an expression. */
export async function readOrigins(
  prober: Prober,
  { fields }: Extract<ProbeAnswer, { kind: 'answered' }>,
): Promise<readonly (ColumnOrigin | null)[]> {
  return Promise.all(fields.map(({ tableID, columnID }) => readOrigin(prober, tableID, columnID)));
}

async function readOrigin(prober: Prober, table: number, column: number): Promise<ColumnOrigin | null> {
  if (table === 0 || column <= 0) return null;
  const answer = await prober.ask(ORIGIN, [table, column]);
  const row = answer.kind === 'answered' ? answer.rows[0] : undefined;
  return row ? { tableId: table, ...(row as unknown as Omit<ColumnOrigin, 'tableId'>) } : null;
}

const ORIGIN = `SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS table,
  pg_catalog.quote_ident(a.attname) AS column, c.oid::pg_catalog.regclass::text || '.' || a.attname AS label,
  c.relkind AS kind
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE a.attrelid = $1 AND a.attnum = $2`;
