import { readFileSync } from 'node:fs';
import { parseExplainJson } from '../../src/plan/parse-explain-json.ts';
import type { Plan } from '../../src/plan/plan.ts';

/** Majors that `scripts/record-plans.ts` recorded. */
export const RECORDED_MAJORS = [13, 15, 17, 18] as const;

/** One statement as a real server explained it. */
export interface RecordedPlan {
  readonly major: (typeof RECORDED_MAJORS)[number];
  readonly name: string;
  readonly sql: string;
  readonly json: unknown;
  /** EXPLAIN's text format, a line each, without costs. */
  readonly text: readonly string[];
  readonly plan: Plan;
}

/** Every recorded plan. */
export const RECORDED_PLANS: readonly RecordedPlan[] = RECORDED_MAJORS.flatMap((major) => {
  const file = new URL(`../../fixtures/plans/postgres-${major}.json`, import.meta.url);
  const plans = JSON.parse(readFileSync(file, 'utf8')) as Record<
    string,
    Pick<RecordedPlan, 'sql' | 'json' | 'text'>
  >;
  return Object.entries(plans).map(([name, recorded]) => ({
    major,
    name,
    ...recorded,
    plan: parseExplainJson(recorded.json),
  }));
});

/** The plan of one name, of the newest major unless another is asked for. */
export function recordedPlan(name: string, major: RecordedPlan['major'] = 18): Plan {
  const found = RECORDED_PLANS.find((recorded) => recorded.name === name && recorded.major === major);
  if (!found) throw new Error(`no plan ${name} of PostgreSQL ${major} is recorded`);
  return found.plan;
}
