import type { QueryPair } from '../query-pair.ts';
import type { Baseline } from './baseline-schema.ts';

/** Parameter sets by query id, as the baseline's figures were measured with; of queries that still take as many values. */
export function listRecordedValues(
  { queries }: Pick<Baseline, 'queries'>,
  pairs: readonly QueryPair[],
): Readonly<Record<string, Readonly<Record<string, readonly (string | null)[]>>>> {
  const entries = pairs.flatMap(({ id, head }) => {
    const recorded = Object.hasOwn(queries, id) ? queries[id] : undefined;
    if (head === null || recorded === undefined || !('cases' in recorded)) return [];
    const count = head.parameters.length;
    // Values that are withheld are chosen anew: from equal rows, the same.
    const sets = Object.entries(recorded.cases).flatMap(([name, { parameters }]) =>
      typeof parameters === 'string' ? [] : [[name, parameters] as const],
    );
    if (sets.length === 0) return [];
    const fits = count > 0 && sets.every(([, parameters]) => parameters.length === count);
    return fits ? [[id, Object.fromEntries(sets)] as const] : [];
  });
  return Object.fromEntries(entries);
}
