import { logRatios } from './log-ratios.ts';
import type { TimeComparison, TimedPair } from './measurement.ts';
import { median } from './median.ts';
import { signedRankCritical } from './signed-rank.ts';
import { walshAverages, walshBounds } from './walsh-averages.ts';

/** One-sided level of each end of a 95 % interval. */
const TAIL = 0.025;

/**
 * The figures of a paired comparison of time: the median ratio head / base, its 95 % interval from the Walsh averages of the
 * log ratios, and the median difference in milliseconds. Below 6 pairs no rank interval reaches 95 %: the extremes of the pairs
 * stand in (93.75 % at 5 pairs). Throws RangeError without pairs.
 */
export function summarizePairs(
  pairs: readonly TimedPair[],
): Pick<TimeComparison, 'pairs' | 'estimate' | 'low' | 'high' | 'differenceMs'> {
  if (pairs.length === 0) throw new RangeError('no pairs to summarize');
  const ratios = logRatios(pairs);
  const rank = signedRankCritical(pairs.length, TAIL) ?? 0;
  const { low, high } = walshBounds(walshAverages(ratios), { low: rank, high: rank });
  return {
    pairs: pairs.length,
    estimate: Math.exp(median(ratios)),
    low: Math.exp(low),
    high: Math.exp(high),
    differenceMs: median(pairs.map(({ baseMs, headMs }) => headMs - baseMs)),
  };
}
