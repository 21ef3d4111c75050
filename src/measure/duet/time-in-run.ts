import { compareTime } from '../../compare/compare-time.ts';
import type { TimeComparison, TimeDoubt } from '../../compare/measurement.ts';
import { stakeMs } from '../../compare/stake.ts';
import { isSurelyLess, TIME_FLOOR_MS } from '../../compare/time-steps.ts';
import type { MeasuringSide } from '../measuring-session.ts';
import { confirmSlower } from './confirm-slower.ts';
import { type ControlResult, runControl } from './run-control.ts';
import { type TimeBudget, timeCases } from './time-cases.ts';
import type { TimedCase } from './timed-case.ts';
import type { Timing } from './timing-case.ts';

/** What timing needs beside the cases. */
export interface TimingContext {
  readonly sides: { readonly base: MeasuringSide; readonly head: MeasuringSide };
  readonly budget: TimeBudget;
  /** The server is held to one core. */
  readonly pinned: boolean;
  readonly onVisit?: (decided: number, of: number) => void;
}

/** A timing with what it says. */
export interface JudgedTiming extends Timing {
  /** Null without pairs. */
  readonly time: TimeComparison | null;
}

/** All timings of a run, and its control; null where no verdict rests on time alone. */
export interface RunTimings {
  /** In the order of the cases. */
  readonly timings: readonly JudgedTiming[];
  readonly control: ControlResult | null;
}

/** The part of the run's budget that is left to confirmation and control. */
const LEFT_TO_CONFIRM = 0.2;

/**
 * Times all cases of a run: looks in rounds, then once more in fresh backends what is slower, then base against base. What time
 * says is trusted only where all three and the machine allow it (MEASURING section 3, items 4 to 6, and section 4).
 */
export async function timeInRun(cases: readonly TimedCase[], context: TimingContext): Promise<RunTimings> {
  const { budget, sides, pinned, onVisit } = context;
  const startedAt = performance.now();
  const looksDeadline = startedAt + (budget.runDeadline - startedAt) * (1 - LEFT_TO_CONFIRM);
  const timings = await timeCases(cases, { ...budget, runDeadline: looksDeadline }, onVisit);
  const doubts = new Map<Timing, TimeDoubt>();
  const general =
    sides.base.readClock === null || sides.head.readClock === null
      ? 'no-cpu-clock'
      : pinned
        ? null
        : 'not-pinned';
  if (general !== null) return { timings: timings.map((timing) => judge(timing, general)), control: null };

  const limits = { caseMs: budget.caseMs, deadline: budget.runDeadline };
  const slower = timings.filter((timing) => restsOnTime(timing) === 'slower');
  if (slower.length > 0) await renewAll(sides);
  for (const timing of slower.toSorted((a, b) => stakeMs(b) - stakeMs(a))) {
    if (!(await confirmSlower(timing.timed, limits))) doubts.set(timing, 'unconfirmed');
  }
  const needControl = timings.some((timing) => restsOnTime(timing) !== null);
  const control = needControl ? await controlBase(timings, sides, limits) : null;
  const found = { passed: null, failed: 'control-failed', 'not-run': 'no-control' } as const;
  const controlDoubt = control === null ? null : found[control.outcome];
  return {
    timings: timings.map((timing) => judge(timing, controlDoubt ?? doubts.get(timing) ?? null)),
    control,
  };
}

function judge(timing: Timing, doubt: TimeDoubt | null): JudgedTiming {
  return { ...timing, time: compareTime(timing.pairs, { clock: clockOf(timing), doubt }) };
}

function clockOf({ duet }: Timing): TimeComparison['clock'] {
  return duet !== undefined && 'clock' in duet ? duet.clock : 'execution';
}

/** Whether time says something of a case that time alone could decide. */
function restsOnTime(timing: Timing): 'slower' | 'faster' | null {
  const time = compareTime(timing.pairs, { clock: clockOf(timing), doubt: null });
  if (time === null || timing.ended !== null || Math.abs(time.differenceMs) < TIME_FLOOR_MS) return null;
  if (time.verdict === 'slower') return 'slower';
  return isSurelyLess(time) ? 'faster' : null;
}

async function renewAll({ base, head }: TimingContext['sides']): Promise<void> {
  for (const side of new Set([base, head])) await side.renew();
}

/** In the kind of backends that the cases had: one for both, or two. */
async function controlBase(
  timings: readonly Timing[],
  { base, head }: TimingContext['sides'],
  limits: { readonly caseMs: number; readonly deadline: number },
): Promise<ControlResult> {
  const cases = timings.filter(({ ended }) => ended === null).map(({ timed }) => timed);
  if (base === head) return runControl(cases, base, limits);
  await using twin = await base.openTwin();
  // Awaited here: the twin ends with this block.
  return await runControl(cases, twin, limits);
}
