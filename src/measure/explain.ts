import { parseExplainJson } from '../plan/parse-explain-json.ts';
import type { Plan } from '../plan/plan.ts';
import type { CaseSide } from './case-side.ts';
import { type ConstraintMode, type ExecutionFailure, execute } from './execute.ts';
import type { MeasuringSession } from './measuring-session.ts';
import { withPrepared } from './with-prepared.ts';

/** First version with EXPLAIN's SERIALIZE option (PostgreSQL 17 release notes). */
const SERIALIZE_SINCE = 170000;

/**
 * EXPLAIN that executes, as every figure of work comes from it. TIMING OFF keeps the clock out of row-heavy nodes, and is
 * the only way to leave it out of triggers too; SERIALIZE makes the cost of the output count (MEASURING: 41 % of one
 * query's CPU); VERBOSE names the schema of a written table.
 */
export function explainAnalyzeText(
  sql: string,
  { versionNumber, timing }: { readonly versionNumber: number; readonly timing: 'ON' | 'OFF' },
): string {
  const options = ['ANALYZE', `TIMING ${timing}`, 'BUFFERS', 'WAL', 'VERBOSE', 'FORMAT JSON'];
  if (versionNumber >= SERIALIZE_SINCE) options.push('SERIALIZE TEXT');
  return `EXPLAIN (${options.join(', ')}) ${sql}`;
}

/** Executes a statement under EXPLAIN, in a transaction that is rolled back, and gives its plan. */
export function explainAnalyze(
  input: CaseSide,
  constraints?: ConstraintMode,
): Promise<Plan | ExecutionFailure> {
  const { session, versionNumber } = input.side;
  return withDecidingPlan(input, async ({ sql, values }) => {
    const text = explainAnalyzeText(sql, { versionNumber, timing: 'OFF' });
    return toPlan(await execute(session, text, values, constraints));
  });
}

/** Does `work` with the text and values by which EXPLAIN shows the plan that decides on this side. */
export function withDecidingPlan<T>(
  input: CaseSide,
  work: (statement: Pick<CaseSide, 'sql' | 'values'>) => Promise<T>,
): Promise<T | ExecutionFailure> {
  const { side, values } = input;
  // Without parameters there is one plan.
  if (side.plans === 'custom' || values.length === 0) return work(input);
  return withPrepared(side.session, input, (sql) => work({ sql, values: [] }));
}

/** The plan that the planner would choose for these values; nothing is executed. */
export async function explainPlan(
  session: MeasuringSession,
  sql: string,
  values: readonly unknown[],
): Promise<Plan | ExecutionFailure> {
  return toPlan(await execute(session, `EXPLAIN (COSTS OFF, VERBOSE, FORMAT JSON) ${sql}`, values));
}

function toPlan(
  result: { readonly rows: readonly Record<string, unknown>[] } | ExecutionFailure,
): Plan | ExecutionFailure {
  return 'kind' in result ? result : planOfRows(result.rows);
}

/** The plan in the answer to an EXPLAIN. */
export function planOfRows(rows: readonly Record<string, unknown>[]): Plan {
  return parseExplainJson(rows[0]?.['QUERY PLAN']);
}
