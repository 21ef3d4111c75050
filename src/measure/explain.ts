import { parseExplainJson } from '../plan/parse-explain-json.ts';
import type { Plan } from '../plan/plan.ts';
import { type ExecutionFailure, execute } from './execute.ts';
import type { MeasuringSession, MeasuringSide } from './measuring-session.ts';

/** First version with EXPLAIN's SERIALIZE option (PostgreSQL 17 release notes). */
const SERIALIZE_SINCE = 170000;

/**
 * Executes a statement under EXPLAIN and gives its plan. TIMING OFF keeps the clock out of row-heavy nodes; SERIALIZE
 * makes the cost of the output count (MEASURING: 41 % of one query's CPU); VERBOSE names the schema of a written table.
 */
export async function explainAnalyze(
  side: MeasuringSide,
  sql: string,
  values: readonly unknown[],
): Promise<Plan | ExecutionFailure> {
  const options = ['ANALYZE', 'TIMING OFF', 'BUFFERS', 'WAL', 'VERBOSE', 'FORMAT JSON'];
  if (side.versionNumber >= SERIALIZE_SINCE) options.push('SERIALIZE TEXT');
  return explain(side.session, options, sql, values);
}

/** The plan that the planner would choose for these values; nothing is executed. */
export function explainPlan(
  session: MeasuringSession,
  sql: string,
  values: readonly unknown[],
): Promise<Plan | ExecutionFailure> {
  return explain(session, ['COSTS OFF', 'VERBOSE', 'FORMAT JSON'], sql, values);
}

async function explain(
  session: MeasuringSession,
  options: readonly string[],
  sql: string,
  values: readonly unknown[],
): Promise<Plan | ExecutionFailure> {
  const result = await execute(session, `EXPLAIN (${options.join(', ')}) ${sql}`, values);
  return 'kind' in result ? result : parseExplainJson(result.rows[0]?.['QUERY PLAN']);
}
