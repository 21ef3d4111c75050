import type { TimedPair } from '../../compare/measurement.ts';
import type { DuetParts } from './duet-parts.ts';
import type { TimedCase } from './timed-case.ts';
import { isOpen, startTiming, type VisitLimits, visitCase } from './timing-case.ts';

/**
 * Measures a case once more, head first, in the backends of now, which the caller has made fresh (MEASURING section 3, item 5).
 * Null when a side failed.
 */
export async function measureAgain(
  timed: TimedCase,
  parts: DuetParts,
  limits: Omit<VisitLimits, 'first'>,
): Promise<readonly TimedPair[] | null> {
  const { base, head } = timed.sides;
  for (const side of [head, base]) {
    if (!(await parts.warmUp(side, timed.constraints))) return null;
  }
  let timing = startTiming(timed);
  while (isOpen(timing)) timing = await visitCase(timing, parts, { ...limits, first: 'head' });
  return timing.ended === null ? timing.pairs : null;
}
