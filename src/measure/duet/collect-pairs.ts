import type { TimedPair } from '../../compare/measurement.ts';
import type { BothSides } from '../case-side.ts';
import type { Sample, Sampler } from './sampler.ts';

/** Which pairs are wanted. */
export interface WantedPairs {
  /** Those taken so far; the order goes on from them. */
  readonly from: readonly TimedPair[];
  /** How many there are to be in the end. */
  readonly upTo: number;
  /** `performance.now()` past which no further pair is begun. */
  readonly deadline: number;
  /** Whose turn it is in the first pair. */
  readonly first: 'base' | 'head';
}

/** The pairs, and what ended them before their time. */
export interface CollectedPairs {
  readonly pairs: readonly TimedPair[];
  readonly ended: { readonly side: 'base' | 'head'; readonly outcome: Exclude<Sample, number> } | null;
}

/** How often a pair is taken again because the clock jumped. A clock that jumps more is none. */
const RETAKES = 3;

/**
 * Times base and head in ABBA order (base head, head base, …), so that a drift of the machine falls on both alike, until there
 * are as many pairs as wanted, the deadline is past, or a side gives no sample.
 */
export async function collectPairs(
  samplers: BothSides<Sampler>,
  { from, upTo, deadline, first }: WantedPairs,
): Promise<CollectedPairs> {
  const pairs = [...from];
  const second = first === 'base' ? 'head' : 'base';
  let retakes = 0;
  while (pairs.length < upTo && performance.now() < deadline) {
    const order = pairs.length % 2 === 0 ? ([first, second] as const) : ([second, first] as const);
    const taken = await takePair(samplers, order);
    if ('outcome' in taken) {
      retakes += 1;
      if (taken.outcome.kind === 'clock-jumped' && retakes <= RETAKES) continue;
      return { pairs, ended: taken };
    }
    pairs.push(taken);
  }
  return { pairs, ended: null };
}

async function takePair(
  samplers: BothSides<Sampler>,
  order: readonly ('base' | 'head')[],
): Promise<TimedPair | NonNullable<CollectedPairs['ended']>> {
  const sample = { base: 0, head: 0 };
  for (const side of order) {
    const outcome = await samplers[side]();
    if (typeof outcome !== 'number') return { side, outcome };
    sample[side] = outcome;
  }
  return { baseMs: sample.base, headMs: sample.head };
}
