import { stakeMs } from '../../compare/stake.ts';
import type { DuetParts } from './duet-parts.ts';
import type { TimedCase } from './timed-case.ts';
import { isOpen, RUN_IS_SPENT, startTiming, type Timing, visitCase } from './timing-case.ts';

/** Time that timed pairs may take. */
export interface TimeBudget {
  /** Of one case, milliseconds. */
  readonly caseMs: number;
  /** `performance.now()` at which the run's own budget is spent. */
  readonly runDeadline: number;
}

/**
 * Times cases in rounds: in each, every case that is still open goes on to its next look, and the one with the most at stake
 * comes first. So a budget that is too small is spent where it decides most. Gives the timings in the order of `cases`.
 */
export async function timeCases(
  cases: readonly TimedCase[],
  parts: DuetParts,
  { caseMs, runDeadline }: TimeBudget,
  onVisit: (decided: number, of: number) => void = () => undefined,
): Promise<readonly Timing[]> {
  const timings = cases.map(startTiming);
  const openOnes = () =>
    [...timings.entries()]
      .filter(([, timing]) => isOpen(timing))
      .sort(([, a], [, b]) => stakeMs(b) - stakeMs(a));
  for (let round = openOnes(); round.length > 0; round = openOnes()) {
    for (const [index, timing] of round) {
      onVisit(timings.length - openOnes().length, timings.length);
      timings[index] =
        performance.now() < runDeadline
          ? await visitCase(timing, parts, { caseMs, deadline: runDeadline, first: 'base' })
          : { ...timing, stopped: RUN_IS_SPENT };
    }
  }
  return timings;
}
