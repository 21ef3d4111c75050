import type { CaseSide } from '../case-side.ts';
import { attempt } from '../execute.ts';
import type { ClockReading } from '../measuring-session.ts';
import type { Sampler } from './sampler.ts';

/** CPU time can't be more than time went by; this much is left to two clocks that differ. */
const TOLERANCE = { ratio: 1.05, ms: 1 } as const;

/** What one sample executes. */
export interface Batch {
  readonly times: number;
  /** The statement writes: each execution is rolled back by itself. */
  readonly isolated: boolean;
  /** Deferrable constraints are checked at once. */
  readonly immediate: boolean;
}

/**
 * Samples by the backend's CPU clock: the plain statement, without EXPLAIN, with its planning and its output, `times` in one
 * round trip. Gives milliseconds of one execution.
 */
export function cpuSampler(
  { side, sql, values }: CaseSide,
  readClock: () => Promise<ClockReading>,
  batch: Batch,
): Sampler {
  return async () => {
    const before = await readClock();
    const startedAt = performance.now();
    const failure = await attempt(side.session, () => side.session.repeat({ text: sql, values, ...batch }));
    const elapsedMs = performance.now() - startedAt;
    if (failure) return failure;
    const cpuMs = (await readClock()).cpuMs - before.cpuMs;
    const isPossible = cpuMs > 0 && cpuMs <= elapsedMs * TOLERANCE.ratio + TOLERANCE.ms;
    return isPossible ? cpuMs / batch.times : { kind: 'clock-jumped' };
  };
}
