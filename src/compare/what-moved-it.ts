import { walkPlan } from '../plan/walk-plan.ts';
import type { CaseMeasurement } from './measurement.ts';
import { isMoreWork } from './more-work.ts';
import { isSameText, type SchemaChange, type SelectedQuery } from './select-queries.ts';

/**
 * What moved a query, in words; nothing moved one that base does not have. An index that one side's plan uses and the other's can't is the cause; otherwise every difference
 * that the query depends on is named. Where text and database both changed, the one that makes more work without the other is named.
 */
export function whatMovedIt(
  { pair, evidence }: SelectedQuery,
  cases: readonly CaseMeasurement[],
): readonly string[] {
  if (pair.base === null) return [];
  const text = pair.head && !isSameText(pair) ? ['SQL text changed'] : [];
  const changes = likeliest(evidence.changes, cases).map(({ message }) => message);
  const { byText, byDatabase } = culprits(cases);
  return [
    ...(byDatabase && !byText ? [] : text),
    ...(byText && !byDatabase ? [] : changes),
    ...evidence.everywhere,
  ];
}

/** Which change alone makes more work, or takes more time, in some case. Neither, where only both together do, or nothing was crossed. */
function culprits(cases: readonly CaseMeasurement[]): {
  readonly byText: boolean;
  readonly byDatabase: boolean;
} {
  const found = { byText: false, byDatabase: false };
  for (const { base, crossed } of cases) {
    if (!crossed || base?.kind !== 'measured') continue;
    found.byText ||= isMoreWork(base, crossed.headTextOnBase) || crossed.time?.headTextOnBase === 'slower';
    found.byDatabase ||= isMoreWork(base, crossed.baseTextOnHead) || crossed.time?.baseTextOnHead === 'slower';
  }
  return found;
}

/** The changes that are enough to explain the measurements; all of them when none is. */
function likeliest(
  changes: readonly SchemaChange[],
  cases: readonly CaseMeasurement[],
): readonly SchemaChange[] {
  const outcomes = cases.flatMap(({ base, head }) => [base, head]);
  const used = new Set(outcomes.flatMap(indexNames));
  // A side that failed has no plan: it lacks something, and that is no index.
  const explains = outcomes.some((outcome) => outcome?.kind === 'failed')
    ? ({ kind, change }: SchemaChange) => kind !== 'index' && change === 'dropped'
    : ({ kind, name }: SchemaChange) => kind === 'index' && used.has(unqualified(name));
  const found = changes.filter(explains);
  return found.length > 0 ? found : changes;
}

function indexNames(outcome: CaseMeasurement['base']): readonly string[] {
  if (outcome?.kind !== 'measured') return [];
  return [...walkPlan(outcome.plan.root)].flatMap(({ indexName }) => indexName ?? []);
}

/** EXPLAIN names an index without its schema. */
function unqualified(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
