import type { QueryLoad } from './compare/load/weigh-load.ts';
import { isEqualQuery } from './compare/select-queries.ts';
import { whatMovedIt } from './compare/what-moved-it.ts';
import type { Config } from './config/config-schema.ts';
import type { MeasuredQuery } from './measure/measure-queries.ts';
import { walkPlan } from './plan/walk-plan.ts';
import type { JudgedQuery } from './report/build-report.ts';
import { judgeQuery } from './rules/judge-query.ts';
import { resolveRules } from './rules/policy.ts';

/** Judges one measured query by the rules that the config has for it. */
export function judgeMeasured(
  { query, cases, failure, load }: MeasuredQuery & { readonly load: QueryLoad | null },
  config: Config,
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
  const judgement = judgeQuery({ pair, cases, failure, rules, isEqual: isEqualQuery(query) });
  return { ...judgement, pair, because, cases, load, movedBy: whatMovedIt(query, cases) };
}
