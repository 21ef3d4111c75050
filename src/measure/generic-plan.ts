import type { GenericOutcome, SideOutcome } from '../compare/measurement.ts';
import type { Plan } from '../plan/plan.ts';
import { planShape } from '../plan/plan-shape.ts';
import type { CaseSide } from './case-side.ts';
import { execute } from './execute.ts';
import { planOfRows } from './explain.ts';
import type { CaseInput, WorkedCase } from './measure-case.ts';
import { measureWork } from './measure-work.ts';
import type { MeasuringSession } from './measuring-session.ts';
import { setPlans } from './plan-mode.ts';
import { PREPARED, withPrepared } from './with-prepared.ts';

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
  const found = await withPrepared(session, { sql, values }, async (call) => {
    try {
      await setPlans(session, 'generic');
      const explained = await execute(session, `EXPLAIN (VERBOSE, FORMAT JSON) ${call}`, []);
      if ('kind' in explained) return null;
      if (planShape(planOfRows(explained.rows)) === planShape(custom)) return null;
      const { outcome } = await measureWork({ side, sql: call, values: [] });
      return { outcome, isChosen: await wouldSwitch(input, call) };
    } finally {
      await setPlans(session, 'custom');
    }
  });
  return found === null || 'kind' in found ? null : found;
}

/** Asks PostgreSQL itself: after five custom plans and one more execution, whose plan was it? Null where it does not count. */
async function wouldSwitch(
  { side: { session, versionNumber } }: CaseSide,
  call: string,
): Promise<boolean | null> {
  if (versionNumber < COUNTED_SINCE) return null;
  await setPlans(session, 'auto');
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
