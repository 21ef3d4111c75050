import type { RangeVar } from '@pgsql/types';
import { type Node, parseStatement, rewriteTree, walkTree } from '../../../sql/parameters/syntax.ts';
import type { Prober } from '../probe/run-probe.ts';
import { quoteName } from '../probe/table-sizes.ts';

/** How deep views of views are followed. */
const DEPTH = 3;

/**
 * Puts the query of each view that is read in its place, so that a parameter that meets a column of the view meets the table's.
 * A materialized view has rows of its own and stays.
 */
export async function readViews(
  prober: Prober,
  trees: readonly Node[],
): Promise<{ readonly trees: readonly Node[]; readonly hasViews: boolean }> {
  let expanded = trees;
  for (let depth = 0; depth < DEPTH; depth += 1) {
    const views = await readQueries(prober, expanded);
    if (views.size === 0) return { trees: expanded, hasViews: depth > 0 };
    expanded = expanded.map((tree) => rewriteTree(tree, (node) => expandView(node, views)));
  }
  return { trees: expanded, hasViews: true };
}

async function readQueries(prober: Prober, trees: readonly Node[]): Promise<ReadonlyMap<string, Node>> {
  const nodes = trees.flatMap((tree) => [...walkTree(tree)]);
  const ctes = new Set(
    nodes.flatMap((node) => ('CommonTableExpr' in node ? [node.CommonTableExpr.ctename] : [])),
  );
  const relations = nodes.flatMap((node): readonly RangeVar[] =>
    'RangeVar' in node && (node.RangeVar.schemaname || !ctes.has(node.RangeVar.relname)) ? [node.RangeVar] : [],
  );
  const names = [...new Set(relations.map(quoteName))].sort();
  const answer = names.length > 0 ? await prober.ask(QUERIES, [names]) : null;
  if (answer?.kind !== 'answered') return new Map();
  return new Map(
    answer.rows.flatMap(({ name, query }) => {
      const parsed = parseStatement(String(query));
      return parsed && 'SelectStmt' in parsed ? [[String(name), parsed] as const] : [];
    }),
  );
}

function expandView(node: Node, views: ReadonlyMap<string, Node>): Node | undefined {
  if (!('RangeVar' in node)) return undefined;
  const { relname = '', alias } = node.RangeVar;
  const subquery = views.get(quoteName(node.RangeVar));
  return subquery && { RangeSubselect: { subquery, alias: alias ?? { aliasname: relname } } };
}

const QUERIES = `SELECT wanted.name, pg_catalog.pg_get_viewdef(c.oid) AS query
FROM unnest($1::text[]) AS wanted (name)
JOIN pg_catalog.pg_class AS c ON c.oid = pg_catalog.to_regclass(wanted.name) AND c.relkind = 'v'
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY wanted.name`;
