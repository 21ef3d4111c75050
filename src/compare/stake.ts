import { executionMs } from './compare-time.ts';
import type { SideOutcome, TimedPair } from './measurement.ts';
import { median } from './median.ts';

/** What is known of a case before it is decided. */
export interface OpenCase {
  readonly pairs: readonly TimedPair[];
  readonly timed: {
    readonly measured: Readonly<Record<'base' | 'head', Extract<SideOutcome, { kind: 'measured' }>>>;
    /** How often the query runs, in any unit; 1 where that is not known. */
    readonly weight?: number;
  };
}

/** A cached block costs about a microsecond to find, lock and read; a seed too small for time to show it still has the blocks. */
const BLOCK_MS = 0.001;

/**
 * How much more head may cost than base, milliseconds of one execution times the weight: the time that is known so far,
 * and the blocks that head touches more. Cases with more at stake are timed first.
 */
export function stakeMs({ pairs, timed: { measured, weight = 1 } }: OpenCase): number {
  const { base, head } = measured;
  const time =
    pairs.length > 0 ? executionMs(pairs) : { base: median(base.executionMs), head: median(head.executionMs) };
  const blocks = head.work.blocks - base.work.blocks;
  return (Math.max(0, time.head - time.base) + Math.max(0, blocks) * BLOCK_MS) * weight;
}
