import { decidePairs, LOOKS, looksFor, type PairsDecision } from './decide-pairs.ts';
import type { TimeComparison, TimeDoubt, TimedPair } from './measurement.ts';
import { median } from './median.ts';
import { summarizePairs } from './summarize-pairs.ts';

/** How the pairs were taken. */
export interface PairsOrigin {
  readonly clock: TimeComparison['clock'];
  /** Null where time alone may decide. */
  readonly doubt: TimeDoubt | null;
}

/** Everything that pairs say of one case: verdict and figures, over the pairs that the verdict rests on. Null without pairs. */
export function compareTime(pairs: readonly TimedPair[], { clock, doubt }: PairsOrigin): TimeComparison | null {
  if (pairs.length === 0) return null;
  const decision = decideCase(pairs);
  return {
    ...summarizePairs(decision.pairs),
    verdict: decision.verdict,
    clock,
    trusted: doubt === null,
    ...(doubt === null ? {} : { doubt }),
  };
}

/** `decidePairs` with the looks that the first pairs call for: as many as are taken anyway. */
export function decideCase(pairs: readonly TimedPair[]): PairsDecision {
  return decidePairs(pairs, looksFor(executionMs(pairs.slice(0, LOOKS[0]))));
}

/** The median time of one execution on each side, milliseconds. */
export function executionMs(pairs: readonly TimedPair[]): { readonly base: number; readonly head: number } {
  return {
    base: median(pairs.map(({ baseMs }) => baseMs)),
    head: median(pairs.map(({ headMs }) => headMs)),
  };
}
