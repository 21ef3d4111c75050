import { judgeTime, type TimeRecord } from '../../compare/judge-time.ts';
import type { TimeComparison, TimedPair } from '../../compare/measurement.ts';
import { stakeMs } from '../../compare/stake.ts';
import { isSurelyLess, TIME_FLOOR_MS } from '../../compare/time-steps.ts';
import type { MeasuringSide } from '../measuring-session.ts';
import { survive } from '../revive.ts';
import { type DuetParts, SERVER_PARTS } from './duet-parts.ts';
import { measureAgain } from './measure-again.ts';
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
  /** The server's when left out. */
  readonly parts?: DuetParts;
}

/** A timing with what it says. */
export interface JudgedTiming extends Timing {
  /** The second measurement; null when none was made. */
  readonly again: readonly TimedPair[] | null;
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
 * Times all cases of a run: looks in rounds, then once more in fresh backends what is slower or faster, then base against base. What time
 * says is trusted only where all three and the machine allow it (MEASURING section 3, items 4 to 6, and section 4).
 */
export async function timeInRun(cases: readonly TimedCase[], context: TimingContext): Promise<RunTimings> {
  const { budget, sides, pinned, onVisit, parts = SERVER_PARTS } = context;
  const startedAt = performance.now();
  const looksDeadline = startedAt + (budget.runDeadline - startedAt) * (1 - LEFT_TO_CONFIRM);
  const timings = await timeCases(cases, parts, { ...budget, runDeadline: looksDeadline }, onVisit);
  const limits = { caseMs: budget.caseMs, deadline: budget.runDeadline };
  const canDecide = (timing: Timing) => pinned && clockOf(timing) === 'cpu';
  const decisive = timings.filter(canDecide);

  // What is slower first: that fails the check.
  // Also where time alone only warns: a warning that a second look takes back is a false alarm.
  const slower = mostAtStake(timings.filter((timing) => restsOnTime(timing) === 'slower'));
  const faster = mostAtStake(decisive.filter((timing) => restsOnTime(timing) === 'faster'));
  const moved = [...slower, ...faster];
  const again = new Map<Timing, readonly TimedPair[] | null>();
  if (moved.length > 0) for (const side of new Set([sides.base, sides.head])) await side.renew();
  for (const timing of moved) {
    const measured = await survive([sides.base, sides.head], () => measureAgain(timing.timed, parts, limits));
    again.set(timing, 'done' in measured ? measured.done : null);
  }
  const control = decisive.some((timing) => restsOnTime(timing) !== null)
    ? await controlBase(decisive, sides, parts, limits)
    : null;
  const judge = (timing: Timing): JudgedTiming => {
    const measuredAgain = again.get(timing) ?? null;
    const record = { pinned, control: control?.outcome ?? 'not-needed', again: measuredAgain } as const;
    return { ...timing, again: measuredAgain, time: judgeTime(recordOf(timing, record)) };
  };
  return { timings: timings.map(judge), control };
}

function mostAtStake(timings: readonly Timing[]): readonly Timing[] {
  return timings.toSorted((a, b) => stakeMs(b) - stakeMs(a));
}

function recordOf(timing: Timing, of: Omit<TimeRecord, 'pairs' | 'clock'>): TimeRecord {
  return { ...of, pairs: timing.pairs, clock: clockOf(timing) };
}

function clockOf({ duet }: Timing): TimeComparison['clock'] {
  return duet !== undefined && 'clock' in duet ? duet.clock : 'execution';
}

/** Whether time says something of a case that time alone could decide. */
function restsOnTime({ pairs, ended }: Timing): 'slower' | 'faster' | null {
  const time = judgeTime({ pairs, again: null, clock: 'cpu', pinned: true, control: 'not-needed' });
  if (time === null || ended !== null || Math.abs(time.differenceMs) < TIME_FLOOR_MS) return null;
  if (time.verdict === 'slower') return 'slower';
  return isSurelyLess(time) ? 'faster' : null;
}

/** In the kind of backends that the cases had: one for both, or two. */
async function controlBase(
  timings: readonly Timing[],
  { base, head }: TimingContext['sides'],
  parts: DuetParts,
  limits: { readonly caseMs: number; readonly deadline: number },
): Promise<ControlResult> {
  const cases = timings.filter(({ ended }) => ended === null).map(({ timed }) => timed);
  const compared = await survive([base, head], async () => {
    if (base === head) return runControl(cases, base, parts, limits);
    await using twin = await base.openTwin();
    // Awaited here: the twin ends with this block.
    return await runControl(cases, twin, parts, limits);
  });
  return 'done' in compared ? compared.done : { outcome: 'not-run', compared: 0, slower: 0 };
}
