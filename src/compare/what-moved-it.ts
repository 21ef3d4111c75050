import { walkPlan } from '../plan/walk-plan.ts';
import type { CaseMeasurement } from './measurement.ts';
import { isSameText, type SelectedQuery } from './select-queries.ts';

/**
 * What can have moved a query, in words. An index that one side's plan uses and the other's can't is the cause;
 * otherwise every difference that the query depends on is named.
 */
export function whatMovedIt(
  { pair, evidence }: SelectedQuery,
  cases: readonly CaseMeasurement[],
): readonly string[] {
  const used = new Set(cases.flatMap(({ base, head }) => [...indexNames(base), ...indexNames(head)]));
  const lostOrWon = evidence.changes.filter(
    ({ kind, name }) => kind === 'index' && used.has(unqualified(name)),
  );
  const changes = lostOrWon.length > 0 ? lostOrWon : evidence.changes;
  return [
    ...(pair.base && pair.head && !isSameText(pair) ? ['SQL text changed'] : []),
    ...changes.map(({ message }) => message),
    ...evidence.everywhere,
  ];
}

function indexNames(outcome: CaseMeasurement['base']): readonly string[] {
  if (outcome?.kind !== 'measured') return [];
  return [...walkPlan(outcome.plan.root)].flatMap(({ indexName }) => indexName ?? []);
}

/** EXPLAIN names an index without its schema. */
function unqualified(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
