import type { FuncCall } from '@pgsql/types';
import { findCalls, findDefaults, inlineCall } from '../../../sql/parameters/functions/inline-calls.ts';
import { type FunctionBody, readBody } from '../../../sql/parameters/functions/read-body.ts';
import { type Node, nameOf } from '../../../sql/parameters/syntax.ts';
import type { Prober } from '../probe/run-probe.ts';

/** How deep calls are followed: a function, and what it calls. */
const DEPTH = 2;

/** What the functions that a statement calls with its parameters run. */
export interface CalledFunctions {
  readonly statements: readonly Node[];
  /** By `$position`: the default of what the parameter is given to. */
  readonly defaults: ReadonlyMap<number, Node>;
}

/** Reads the functions of the schema that a statement gives its parameters to, and puts the parameters in their places. */
export async function readFunctions(prober: Prober, tree: Node): Promise<CalledFunctions> {
  const statements: Node[] = [];
  const defaults = new Map<number, Node>();
  let level: readonly Node[] = [tree];
  for (let depth = 0; depth < DEPTH; depth += 1) {
    const inside: Node[] = [];
    for (const call of level.flatMap(findCalls)) {
      const body = await readFunction(prober, call);
      if (!body) continue;
      inside.push(...inlineCall(call, body));
      if (depth === 0) for (const [position, value] of findDefaults(call, body)) defaults.set(position, value);
    }
    statements.push(...inside);
    level = inside;
  }
  return { statements, defaults };
}

/** The one function of the schema that is called; null where it is none, or where the name alone does not tell. */
async function readFunction(
  prober: Prober,
  { funcname = [], args = [] }: FuncCall,
): Promise<FunctionBody | null> {
  const name = nameOf(funcname.at(-1));
  const schema = funcname.length > 1 ? nameOf(funcname.at(-2)) : null;
  const answer = await prober.ask(DEFINITION, [name, schema, args.length]);
  const [only, ...more] = answer.kind === 'answered' ? answer.rows : [];
  return only && more.length === 0 ? readBody(String(only['definition'])) : null;
}

const DEFINITION = `SELECT pg_catalog.pg_get_functiondef(p.oid) AS definition
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
WHERE p.proname = $1 AND p.prokind IN ('f', 'p') AND l.lanname IN ('sql', 'plpgsql') AND n.nspname <> 'pg_catalog'
  AND CASE WHEN $2::text IS NULL THEN pg_catalog.pg_function_is_visible(p.oid) ELSE n.nspname = $2 END
  AND $3::int BETWEEN p.pronargs - p.pronargdefaults AND p.pronargs
ORDER BY p.oid LIMIT 2`;
