import type { QueryPair } from '../compare/query-pair.ts';
import { execute } from './execute.ts';
import { explainPlan } from './explain.ts';
import type { Sides } from './measure-queries.ts';
import type { MeasuringSide } from './measuring-session.ts';
import { setPlans } from './plan-mode.ts';
import type { BindQuery } from './values/bind-queries.ts';

/**
 * The queries among `pairs` whose plan is another one on head's database, by the planner's own EXPLAIN of base's text.
 * With values the plan for the values is compared, without them, or where generic plans decide, the generic one. Nothing is executed but what
 * planning itself evaluates. Returns ids.
 */
export async function findMovedPlans(
  pairs: readonly QueryPair[],
  sides: Sides,
  bind: BindQuery,
): Promise<ReadonlySet<string>> {
  const moved = new Set<string>();
  for (const pair of pairs) {
    const base = await describePlans(pair, sides.base, bind);
    const head = await describePlans(pair, sides.head, bind);
    if (base !== head) moved.add(pair.id);
  }
  return moved;
}

/** EXPLAIN's output without costs, or the error; equal text, equal plan. */
async function describePlans(pair: QueryPair, side: MeasuringSide, bind: BindQuery): Promise<string> {
  const statement = pair.base;
  if (!statement || statement.failure) return '';
  if (side.plans === 'generic') return JSON.stringify(await explainGeneric(side, statement.sql));
  const bound = await bind(pair);
  if ('failure' in bound) return JSON.stringify(await explainGeneric(side, statement.sql));
  const plans: unknown[] = [];
  for (const { base } of bound.cases) plans.push(await explainPlan(side.session, statement.sql, base ?? []));
  return JSON.stringify(plans);
}

/** Name of the prepared statement; it lives for one EXPLAIN. */
const PREPARED = 'explain_gate_generic';

/** The generic plan: EXPLAIN's GENERIC_PLAN exists from 16 on, a prepared statement on every version. */
async function explainGeneric({ session, plans }: MeasuringSide, sql: string): Promise<unknown> {
  const prepared = await execute(session, `PREPARE ${PREPARED} AS ${sql}`, []);
  if ('kind' in prepared) return prepared;
  try {
    const { rows } = await session.query(
      'SELECT cardinality(parameter_types) AS count FROM pg_prepared_statements WHERE name = $1',
      [PREPARED],
    );
    const nulls = Array(Number(rows[0]?.['count'] ?? 0)).fill('NULL');
    await setPlans(session, 'generic');
    const call = nulls.length > 0 ? `${PREPARED}(${nulls.join(', ')})` : PREPARED;
    const explained = await execute(session, `EXPLAIN (COSTS OFF, VERBOSE, FORMAT JSON) EXECUTE ${call}`, []);
    return 'kind' in explained ? explained : explained.rows;
  } finally {
    await setPlans(session, plans);
    await session.query(`DEALLOCATE ${PREPARED}`);
  }
}
