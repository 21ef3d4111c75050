import type { QueryLoad } from '../compare/load/weigh-load.ts';
import { isEqualQuery } from '../compare/select-queries.ts';
import { whatMovedIt } from '../compare/what-moved-it.ts';
import type { Config } from '../config/config-schema.ts';
import type { MeasuredQuery } from '../measure/measure-queries.ts';
import { walkPlan } from '../plan/walk-plan.ts';
import type { JudgedQuery } from '../report/build-report.ts';
import type { Finding } from '../rules/finding.ts';
import { judgeQuery } from '../rules/judge-query.ts';
import { resolveRules } from '../rules/policy.ts';
import { applyWaivers } from '../rules/waivers/apply-waivers.ts';
import type { Waiver } from '../rules/waivers/waiver.ts';

/** What is accepted, and on which day, `2027-03-31`. */
export interface Accepted {
  readonly waivers: readonly Waiver[];
  readonly today: string;
}

/** Judges one measured query by the rules that the config has for it, and by what is accepted. */
export function judgeMeasured(
  { query, cases, failure, load }: MeasuredQuery & { readonly load: QueryLoad | null },
  config: Config,
  { waivers, today }: Accepted,
): JudgedQuery {
  const { pair, because } = query;
  const outcomes = cases.flatMap(({ base, head }) => [base, head]);
  const relations = outcomes
    .flatMap((outcome) => (outcome?.kind === 'measured' ? [...walkPlan(outcome.plan.root)] : []))
    .flatMap(({ relationName }) => relationName ?? []);
  const rules = resolveRules(config.rules, config.overrides, {
    id: pair.id,
    name: pair.name,
    file: pair.location.file,
    relations: [...new Set(relations)],
  });
  const { id, name, location } = pair;
  const accept = (findings: readonly Finding[]) =>
    applyWaivers(findings, { id, name, file: location.file }, waivers, today);
  const judgement = judgeQuery({ pair, cases, failure, rules, isEqual: isEqualQuery(query), accept });
  return { ...judgement, pair, because, cases, load, movedBy: whatMovedIt(query, cases) };
}
