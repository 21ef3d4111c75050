import { decideCase, executionMs } from '../../compare/compare-time.ts';
import { LOOKS } from '../../compare/decide-pairs.ts';
import type { TimedPair } from '../../compare/measurement.ts';
import type { BothSides } from '../case-side.ts';
import { survive } from '../revive.ts';
import { type CollectedPairs, collectPairs } from './collect-pairs.ts';
import type { DuetParts } from './duet-parts.ts';
import type { OpenedDuet } from './open-duet.ts';
import type { TimedCase } from './timed-case.ts';

/** How far the timing of a case has come. */
export interface Timing {
  readonly timed: TimedCase;
  /** Undefined before the first visit. */
  readonly duet: OpenedDuet | undefined;
  readonly pairs: readonly TimedPair[];
  /** What it has cost, milliseconds. */
  readonly spentMs: number;
  /** What ended it before its time. */
  readonly ended: CollectedPairs['ended'];
  /** Why no more pairs were taken than there are, in words; undefined while it goes on and when it is decided. */
  readonly stopped: string | undefined;
  /** Its backends ended and were replaced: those of now have yet to be warmed up. */
  readonly isCold: boolean;
  /** How often that happened. */
  readonly losses: number;
}

/** Where a case goes from: nothing measured. */
export function startTiming(timed: TimedCase): Timing {
  const nothing = { duet: undefined, pairs: [], ended: null, stopped: undefined };
  return { timed, ...nothing, spentMs: 0, isCold: false, losses: 0 };
}

/** The limits of a visit. */
export interface VisitLimits {
  /** Time for the pairs of one case, milliseconds; the first look may take longer. */
  readonly caseMs: number;
  /** `performance.now()` at which all timing ends. */
  readonly deadline: number;
  /** Whose turn it is first. */
  readonly first: 'base' | 'head';
}

/** True when the case is not decided and may be visited again. */
export function isOpen(timing: Timing): boolean {
  return timing.ended === null && timing.stopped === undefined && nextLook(timing) !== null;
}

/**
 * Goes on with a case until its next look, unless that would take longer than the limits allow. When a backend ends on the way
 * the case begins again in fresh ones, once: pairs of two backends are not one sample.
 */
export async function visitCase(timing: Timing, parts: DuetParts, limits: VisitLimits): Promise<Timing> {
  const startedAt = performance.now();
  const { timed, spentMs, losses } = timing;
  const { base, head } = timed.sides;
  const visited = await survive([base.side, head.side], () => visit(timing, parts, limits));
  if ('done' in visited) return visited.done;
  const again = { ...startTiming(timed), spentMs: spentMs + performance.now() - startedAt };
  if (losses === 0) return { ...again, isCold: true, losses: 1 };
  return { ...again, ended: { side: 'head', outcome: { kind: 'backend-lost' } } };
}

async function visit(timing: Timing, parts: DuetParts, limits: VisitLimits): Promise<Timing> {
  const startedAt = performance.now();
  const upTo = nextLook(timing);
  const why = upTo === null ? undefined : whyNot(timing, upTo, limits);
  if (upTo === null || why !== undefined) return { ...timing, stopped: why };
  if (timing.isCold) await warmUp(timing.timed, parts);
  const duet = timing.duet ?? (await parts.open(timing.timed));
  const spent = () => timing.spentMs + performance.now() - startedAt;
  if ('ended' in duet) return { ...timing, duet, ended: duet.ended, spentMs: spent() };
  // What other cases left in the processor's caches would be paid by the first sample: it is taken once for nothing.
  if (timing.duet !== undefined && oneOfEach(timing) < WARM_UP_BELOW_MS) await collectOne(duet.samplers);
  const { pairs, ended } = await collectPairs(duet.samplers, {
    from: timing.pairs,
    upTo,
    deadline: limits.deadline,
    first: limits.first,
  });
  const stopped = ended === null && pairs.length < upTo ? RUN_IS_SPENT : undefined;
  return { ...timing, isCold: false, duet, pairs, ended, stopped, spentMs: spent() };
}

async function warmUp({ sides: { base, head }, constraints }: TimedCase, parts: DuetParts): Promise<void> {
  for (const side of [base, head]) await parts.warmUp(side, constraints);
}

/** A longer sample does not feel the caches. Milliseconds of one execution on each side. */
const WARM_UP_BELOW_MS = 100;

/** Why a case gets no (more) pairs. */
export const RUN_IS_SPENT = "the run's budget of time was spent";

/** Milliseconds that one execution of each side takes, as far as it is known. */
function oneOfEach({ pairs, timed: { measured } }: Timing): number {
  if (pairs.length > 0) return executionMs(pairs).base + executionMs(pairs).head;
  return (measured.base.executionMs[0] ?? 0) + (measured.head.executionMs[0] ?? 0);
}

function nextLook({ pairs }: Timing): number | null {
  return pairs.length > 0 ? decideCase(pairs).nextLook : LOOKS[0];
}

function whyNot(timing: Timing, upTo: number, { caseMs, deadline }: VisitLimits): string | undefined {
  const expectedMs = (upTo - timing.pairs.length) * oneOfEach(timing);
  if (performance.now() + expectedMs > deadline) return RUN_IS_SPENT;
  // Fewer pairs than the first look's say nothing, so that one is taken even of a slow statement.
  const isFirst = timing.pairs.length === 0;
  return !isFirst && timing.spentMs + expectedMs > caseMs ? "the case's budget of time was spent" : undefined;
}

async function collectOne(samplers: BothSides<() => Promise<unknown>>): Promise<void> {
  await samplers.base();
  await samplers.head();
}
