import type { ProbeAnswer, Prober } from './run-probe.ts';

/** The column of a table or view that an expression is. */
export interface ColumnOrigin {
  readonly tableId: number;
  /** Schema and name, quoted where it has to be. */
  readonly table: string;
  /** As the search path has it. */
  readonly relation: string;
  /** Name of the column, quoted where it has to be. */
  readonly column: string;
  /** `orders.customer_id`, or with the schema where that is not on the search path; behind a materialized view the table's. */
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
  if (!row) return null;
  const { query, ...origin } = row as unknown as Omit<ColumnOrigin, 'tableId'> & {
    readonly query: string | null;
  };
  const behind = query === null ? null : await readBehind(prober, query, origin.column);
  return { tableId: table, ...origin, label: behind?.label ?? origin.label };
}

/** The column of a table that a column of a materialized view is; its rows are the view's own. */
async function readBehind(prober: Prober, query: string, column: string): Promise<ColumnOrigin | null> {
  const text = query.trim().replace(/;$/, '');
  const answer = await prober.ask(`SELECT ${column} FROM (${text}) AS explain_gate_view LIMIT 0`);
  const [field] = answer.kind === 'answered' ? answer.fields : [];
  return field ? readOrigin(prober, field.tableID, field.columnID) : null;
}

const ORIGIN = `SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS table,
  pg_catalog.quote_ident(a.attname) AS column, c.oid::pg_catalog.regclass::text || '.' || a.attname AS label,
  c.oid::pg_catalog.regclass::text AS relation,
  c.relkind AS kind, CASE c.relkind WHEN 'm' THEN pg_catalog.pg_get_viewdef(c.oid) END AS query
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE a.attrelid = $1 AND a.attnum = $2`;
