import type { QueryConnection } from '../query-connection.ts';
import type { Node } from './dependency-graph.ts';
import type { WrittenName } from './statement-facts.ts';

const RELATIONS = `
  SELECT w.ordinality::int - 1 AS at, 'r' || pg_catalog.to_regclass(
           CASE WHEN w.schema IS NULL THEN pg_catalog.quote_ident(w.name)
                ELSE pg_catalog.format('%I.%I', w.schema, w.name) END)::pg_catalog.oid AS node
  FROM ROWS FROM (unnest($1::text[]), unnest($2::text[])) WITH ORDINALITY w (schema, name, ordinality)`;

/** Every function of the name that is visible: which of them is meant depends on types. */
const FUNCTIONS = `
  SELECT w.ordinality::int - 1 AS at, 'f' || p.oid AS node
  FROM ROWS FROM (unnest($1::text[]), unnest($2::text[])) WITH ORDINALITY w (schema, name, ordinality)
  JOIN pg_catalog.pg_proc p ON p.proname = w.name
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
   AND CASE WHEN w.schema IS NULL THEN pg_catalog.pg_function_is_visible(p.oid) ELSE n.nspname = w.schema END`;

/** The nodes that names mean under the session's search_path; a name that means nothing, such as a CTE's, is left out. */
export async function resolveNames<Name extends WrittenName>(
  connection: QueryConnection,
  kind: 'r' | 'f',
  names: readonly Name[],
): Promise<readonly { readonly node: Node; readonly written: Name }[]> {
  if (names.length === 0) return [];
  const { rows } = await connection.query<{ at: number; node: Node | null }>({
    text: kind === 'r' ? RELATIONS : FUNCTIONS,
    values: [names.map(({ schema }) => schema), names.map(({ name }) => name)],
  });
  return rows.flatMap(({ at, node }) => {
    const written = names[at];
    return node === null || written === undefined ? [] : [{ node, written }];
  });
}
