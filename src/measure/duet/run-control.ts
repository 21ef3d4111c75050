import { decideCase } from '../../compare/compare-time.ts';
import { LOOKS } from '../../compare/decide-pairs.ts';
import type { MeasuringSide } from '../measuring-session.ts';
import type { DuetParts } from './duet-parts.ts';
import type { TimedCase } from './timed-case.ts';
import { isOpen, startTiming, type VisitLimits, visitCase } from './timing-case.ts';

/** How many comparisons of base with base there are (MEASURING section 3, item 6). */
const CONTROLS = 3;

/** What the control found: `passed` when no comparison of base with base was slower, `not-run` when time ran out. */
export interface ControlResult {
  readonly outcome: 'passed' | 'failed' | 'not-run';
  /** Comparisons that were decided. */
  readonly compared: number;
  /** Of those, how many found base slower than base. */
  readonly slower: number;
}

/**
 * Compares base with base by the same code, for three of the cases: a machine on which that "regresses" is not to be trusted
 * with time today. `other` stands in for head: the same side where one backend serves both, else a second backend on base's database.
 */
export async function runControl(
  cases: readonly TimedCase[],
  other: MeasuringSide,
  parts: DuetParts,
  limits: Omit<VisitLimits, 'first'>,
): Promise<ControlResult> {
  let compared = 0;
  let slower = 0;
  for (const timed of chooseControls(cases)) {
    const verdict = await compareWithItself(timed, other, parts, limits);
    if (verdict === null) return { outcome: slower > 0 ? 'failed' : 'not-run', compared, slower };
    compared += 1;
    if (verdict === 'slower') slower += 1;
  }
  return { outcome: slower > 0 ? 'failed' : 'passed', compared, slower };
}

/** The quickest, the slowest and the one between, of those quick enough for a control; again the first where there are fewer. */
function chooseControls(cases: readonly TimedCase[]): readonly TimedCase[] {
  const sorted = cases
    .map((timed) => ({ timed, ms: timed.measured.base.executionMs[0] ?? 0 }))
    .sort((a, b) => a.ms - b.ms);
  const quick = sorted.filter(({ ms }, index) => index === 0 || ms < QUICK_MS);
  if (quick.length === 0) return [];
  return Array.from({ length: CONTROLS }, (_, index) => {
    const at =
      quick.length < CONTROLS
        ? index % quick.length
        : Math.round((index * (quick.length - 1)) / (CONTROLS - 1));
    return quick[at]?.timed;
  }).filter((timed) => timed !== undefined);
}

/** Milliseconds of one execution: a control of a slower statement takes many seconds. */
const QUICK_MS = 100;

async function compareWithItself(
  { sides, measured, written, constraints }: TimedCase,
  other: MeasuringSide,
  parts: DuetParts,
  limits: Omit<VisitLimits, 'first'>,
) {
  const head = { ...sides.base, side: other };
  for (const side of new Set([sides.base, head])) {
    if (!(await parts.warmUp(side, constraints))) return null;
  }
  let timing = startTiming({
    sides: { base: sides.base, head },
    measured: { base: measured.base, head: measured.base },
    written: { base: written.base, head: written.base },
    constraints,
  });
  while (isOpen(timing)) timing = await visitCase(timing, parts, { ...limits, first: 'base' });
  if (timing.ended !== null || timing.pairs.length < LOOKS[0]) return null;
  return decideCase(timing.pairs).verdict;
}
