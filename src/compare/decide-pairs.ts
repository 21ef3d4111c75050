import { logRatios } from './log-ratios.ts';
import type { TimeComparison, TimedPair } from './measurement.ts';
import { median } from './median.ts';
import { signedRankCritical } from './signed-rank.ts';
import { walshAverages, walshBounds } from './walsh-averages.ts';

/** Numbers of pairs after which the samples are looked at (MEASURING section 3). */
export const LOOKS = [5, 8, 12, 16, 20, 30, 40] as const;

/** One of `LOOKS`. */
export type Look = (typeof LOOKS)[number];

/** One-sided level of "slower" at each look with a rank test. Small, because each look is one more chance of a false alarm. */
const SLOWER_LEVELS: Readonly<Record<Exclude<Look, 5>, number>> = {
  8: 0.004,
  12: 0.003,
  16: 0.003,
  20: 0.005,
  30: 0.005,
  40: 0.005,
};

/** One-sided level of "not slower": to stop early and wrongly costs a miss, not an alarm. */
const NOT_SLOWER_LEVEL = 0.05;

/** Ratios head / base that the rule knows (MEASURING section 3, item 4). */
const PLAINLY_SLOWER = Math.log(1.3);
const RELEVANT = Math.log(1.15);
const SURELY_MORE_THAN = Math.log(1.05);

/** How many of the outermost Walsh averages each verdict leaves out at a look; kₐ and k_b of MEASURING section 3. */
export function criticalRanks(look: Exclude<Look, 5>): {
  readonly slower: number | null;
  readonly notSlower: number | null;
} {
  return {
    slower: signedRankCritical(look, SLOWER_LEVELS[look]),
    notSlower: signedRankCritical(look, NOT_SLOWER_LEVEL),
  };
}

/**
 * What the first `look` pairs say about time. `ratios` holds ln(head / base) of each, in any order: the verdict is a pure
 * function of the set (MEASURING section 3, item 4). Throws RangeError when there are not exactly `look` of them.
 */
export function lookAtPairs(ratios: readonly number[], look: Look): TimeComparison['verdict'] {
  if (ratios.length !== look) throw new RangeError(`${ratios.length} pairs at the look of ${look}`);
  if (look === 5) {
    // No rank test on five pairs reaches such a level: all five must agree, by a margin.
    if (Math.min(...ratios) > PLAINLY_SLOWER) return 'slower';
    return Math.max(...ratios) < RELEVANT ? 'not-slower' : 'undecided';
  }
  const ranks = criticalRanks(look);
  const { low, high } = walshBounds(walshAverages(ratios), { low: ranks.slower, high: ranks.notSlower });
  if (low > SURELY_MORE_THAN && median(ratios) > RELEVANT) return 'slower';
  return high < RELEVANT ? 'not-slower' : 'undecided';
}

/** Samples over this long, milliseconds of one execution: five pairs have to do (MEASURING section 3, item 4). */
const SLOW_MS = 1000;

/** The looks that a case gets: the first alone when one execution on either side takes longer than a second. */
export function looksFor(executionMs: { readonly base: number; readonly head: number }): readonly Look[] {
  return Math.max(executionMs.base, executionMs.head) > SLOW_MS ? [LOOKS[0]] : LOOKS;
}

/** What pairs say, and how many more are wanted. */
export interface PairsDecision {
  readonly verdict: TimeComparison['verdict'];
  /** Pairs that the verdict rests on: later ones are left out. */
  readonly pairs: readonly TimedPair[];
  /** The look to go on to; null when the verdict is sure or there is none left. */
  readonly nextLook: Look | null;
}

/**
 * The decision rule over the pairs of one case, in the order in which they were taken: each of `looks` in turn, and the first
 * that is sure ends it. Pure, so that recorded pairs give the verdict again. Without a whole look it is undecided.
 */
export function decidePairs(pairs: readonly TimedPair[], looks: readonly Look[] = LOOKS): PairsDecision {
  for (const look of looks) {
    if (look > pairs.length) return { verdict: 'undecided', pairs, nextLook: look };
    const seen = pairs.slice(0, look);
    const verdict = lookAtPairs(logRatios(seen), look);
    if (verdict !== 'undecided') return { verdict, pairs: seen, nextLook: null };
  }
  return { verdict: 'undecided', pairs, nextLook: null };
}
