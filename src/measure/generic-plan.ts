import type { GenericOutcome, SideOutcome } from '../compare/measurement.ts';
import type { Plan } from '../plan/plan.ts';
import { planShape } from '../plan/plan-shape.ts';
import { toArrayText } from '../sql/parameters/literals.ts';
import { writeSql } from '../sql/parameters/syntax.ts';
import type { CaseSide } from './case-side.ts';
import { execute } from './execute.ts';
import { planOfRows } from './explain.ts';
import type { CaseInput, WorkedCase } from './measure-case.ts';
import { measureWork } from './measure-work.ts';
import type { MeasuringSession } from './measuring-session.ts';

/** `queries.planMode` of the config: plans for the values alone, or the generic ones beside them. */
export type PlanMode = 'custom' | 'both';

/** Name of the prepared statement; it lives for one look at it. */
const PREPARED = 'explain_gate_generic_plan';

/** PostgreSQL makes custom plans for this many executions before it weighs the generic one (plancache.c, choose_custom_plan). */
const CUSTOM_PLANS_FIRST = 5;

/** First version whose pg_prepared_statements counts plans (PostgreSQL 14 release notes). */
const COUNTED_SINCE = 140000;

/** Adds the generic plans to a case whose work is measured by the plans for its values. */
export async function addGenericPlans(worked: WorkedCase, { base, head }: CaseInput): Promise<WorkedCase> {
  const { measurement } = worked;
  const beside = async (side: CaseSide | null, outcome: SideOutcome | null) =>
    side && outcome?.kind === 'measured' ? measureGenericPlan(side, outcome.plan) : null;
  const generic = {
    base: await beside(base, measurement.base),
    head: await beside(head, measurement.head),
  };
  return generic.base || generic.head ? { ...worked, measurement: { ...measurement, generic } } : worked;
}

/**
 * What the statement does by its generic plan, the one that serves for all values, and whether PostgreSQL would switch to
 * it after five executions with these values. Null where the generic plan is the custom one, or cannot be had.
 * @param custom the plan for the values
 */
async function measureGenericPlan(input: CaseSide, custom: Plan): Promise<GenericOutcome | null> {
  const { side, sql, values } = input;
  const { session } = side;
  if (values.length === 0) return null;
  const prepared = await execute(session, `PREPARE ${PREPARED} AS ${sql}`, []);
  if ('kind' in prepared) return null;
  const call = callOf(PREPARED, values);
  try {
    await setPlanMode(session, 'force_generic_plan');
    const explained = await execute(session, `EXPLAIN (VERBOSE, FORMAT JSON) ${call}`, []);
    if ('kind' in explained) return null;
    if (planShape(planOfRows(explained.rows)) === planShape(custom)) return null;
    const { outcome } = await measureWork({ side, sql: call, values: [] });
    return { outcome, isChosen: await wouldSwitch(input, call) };
  } finally {
    await setPlanMode(session, 'force_custom_plan');
    await session.query(`DEALLOCATE ${PREPARED}`);
  }
}

function callOf(name: string, values: readonly unknown[]): string {
  return `EXECUTE ${name}(${values.map(toLiteral).join(', ')})`;
}

/** Asks PostgreSQL itself: after five custom plans and one more execution, whose plan was it? Null where it does not count. */
async function wouldSwitch(
  { side: { session, versionNumber } }: CaseSide,
  call: string,
): Promise<boolean | null> {
  if (versionNumber < COUNTED_SINCE) return null;
  await setPlanMode(session, 'auto');
  const before = await countGenericPlans(session);
  for (let execution = 0; execution <= CUSTOM_PLANS_FIRST; execution += 1) {
    const planned = await execute(session, `EXPLAIN ${call}`, []);
    if ('kind' in planned) return null;
  }
  return (await countGenericPlans(session)) > before;
}

async function countGenericPlans(session: MeasuringSession): Promise<number> {
  const { rows } = await session.query(
    'SELECT generic_plans AS count FROM pg_catalog.pg_prepared_statements WHERE name = $1',
    [PREPARED],
  );
  return Number(rows[0]?.['count'] ?? 0);
}

function setPlanMode(session: MeasuringSession, mode: 'auto' | 'force_generic_plan' | 'force_custom_plan') {
  return session.query(`SET plan_cache_mode = ${mode}`);
}

/** A value as the driver would send it; EXECUTE takes no parameters of its own. */
function toLiteral(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  return writeSql({ A_Const: { sval: { sval: toText(value) } } });
}

function toText(value: unknown): string {
  if (Array.isArray(value))
    return toArrayText(value.map((element) => (element === null ? null : toText(element))));
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
