import { parseExplainJson } from '../plan/parse-explain-json.ts';
import type { Plan } from '../plan/plan.ts';
import { type ConstraintMode, type ExecutionFailure, execute } from './execute.ts';
import type { MeasuringSession, MeasuringSide } from './measuring-session.ts';

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
export async function explainAnalyze(
  { session, versionNumber }: MeasuringSide,
  sql: string,
  values: readonly unknown[],
  constraints?: ConstraintMode,
): Promise<Plan | ExecutionFailure> {
  const text = explainAnalyzeText(sql, { versionNumber, timing: 'OFF' });
  return toPlan(await execute(session, text, values, constraints));
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
