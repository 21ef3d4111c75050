import { summarizePairs } from '../../compare/summarize-pairs.ts';
import { isSurelyMore } from '../../compare/time-steps.ts';
import { measureWork } from '../measure-work.ts';
import type { TimedCase } from './timed-case.ts';
import { isOpen, startTiming, type VisitLimits, visitCase } from './timing-case.ts';

/**
 * Measures a case once more, head first, in the backends of now, which the caller has made fresh. True only when head is then too
 * more than 10 % slower with the lower bound above 0 (MEASURING section 3, item 5); false too when time ran out before the first look.
 */
export async function confirmSlower(timed: TimedCase, limits: Omit<VisitLimits, 'first'>): Promise<boolean> {
  const { base, head } = timed.sides;
  for (const side of [head, base]) {
    if ((await measureWork(side, timed.constraints)).outcome.kind !== 'measured') return false;
  }
  let timing = startTiming(timed);
  while (isOpen(timing)) timing = await visitCase(timing, { ...limits, first: 'head' });
  const isWhole = timing.ended === null && timing.pairs.length >= FEWEST_PAIRS;
  return isWhole && isSurelyMore(summarizePairs(timing.pairs));
}

/** The first look's. */
const FEWEST_PAIRS = 5;
