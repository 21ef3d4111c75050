import type { ExecutionFailure } from './execute.ts';

/** Takes one sample: milliseconds of one execution, or why there is none. */
export type Sampler = () => Promise<number | ExecutionFailure>;

/** One timed pair. */
export interface TimedPair {
  readonly baseMs: number;
  readonly headMs: number;
}

/** What a duet may cost. */
export interface DuetLimits {
  /** Most pairs. */
  readonly maxPairs: number;
  /** `performance.now()` past which no further pair is begun. */
  readonly deadline: number;
}

/** The samples, or the failure that ended them and its side. */
export interface Duet {
  readonly pairs: readonly TimedPair[];
  readonly failure: { readonly side: 'base' | 'head'; readonly outcome: ExecutionFailure } | null;
}

/**
 * Times base and head in ABBA order (base head, head base, …), so that a drift of the machine falls on both alike,
 * until `isDecided` is content with the pairs, a limit is met, or a side fails.
 */
export async function runDuet(
  samplers: { readonly base: Sampler; readonly head: Sampler },
  isDecided: (pairs: readonly TimedPair[]) => boolean,
  limits: DuetLimits,
): Promise<Duet> {
  const pairs: TimedPair[] = [];
  while (pairs.length < limits.maxPairs && performance.now() < limits.deadline) {
    const order = pairs.length % 2 === 0 ? (['base', 'head'] as const) : (['head', 'base'] as const);
    const sample = { base: 0, head: 0 };
    for (const side of order) {
      const outcome = await samplers[side]();
      if (typeof outcome !== 'number') return { pairs, failure: { side, outcome } };
      sample[side] = outcome;
    }
    pairs.push({ baseMs: sample.base, headMs: sample.head });
    if (isDecided(pairs)) break;
  }
  return { pairs, failure: null };
}
