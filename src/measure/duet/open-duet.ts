import type { TimeComparison } from '../../compare/measurement.ts';
import type { BothSides } from '../case-side.ts';
import { batchSize, chooseBatches } from './choose-batches.ts';
import { cleaningSampler } from './cleaning-sampler.ts';
import type { CollectedPairs } from './collect-pairs.ts';
import { cpuSampler } from './cpu-sampler.ts';
import { executionSampler } from './execution-sampler.ts';
import type { Sample, Sampler } from './sampler.ts';
import type { TimedCase } from './timed-case.ts';

/** A case whose sides can be sampled. */
export interface CaseDuet {
  readonly samplers: BothSides<Sampler>;
  readonly clock: TimeComparison['clock'];
}

/** A duet, or the side that gave no first sample. */
export type OpenedDuet = CaseDuet | { readonly ended: NonNullable<CollectedPairs['ended']> };

/**
 * Chooses clock and batches for a case: the CPU clock where both sides have one, and batches for what is short. The samples
 * that this takes are warm-ups of the plain statement and count nowhere.
 */
export async function openDuet(timed: TimedCase): Promise<OpenedDuet> {
  const hasClock = timed.sides.base.side.readClock !== null && timed.sides.head.side.readClock !== null;
  if (!hasClock) return { samplers: samplersOf(timed, { base: 1, head: 1 }), clock: 'execution' };
  const cpuMs = { base: 0, head: 0 };
  for (const side of ['base', 'head'] as const) {
    const sample = await sampleLength((times) => samplersOf(timed, { base: times, head: times })[side]);
    if (typeof sample !== 'number') return { ended: { side, outcome: sample } };
    cpuMs[side] = sample;
  }
  return { samplers: samplersOf(timed, chooseBatches(cpuMs)), clock: 'cpu' };
}

/** By the CPU clock where there is one; without it one execution is one sample. */
function samplersOf(timed: TimedCase, times: BothSides<number>): BothSides<Sampler> {
  const samplerOf = (name: 'base' | 'head') => {
    const side = timed.sides[name];
    const { readClock } = side.side;
    const batch = {
      times: times[name],
      isolated: writes(timed, name),
      immediate: timed.constraints === 'immediate',
    };
    const sampler =
      readClock === null ? executionSampler(side, timed.constraints) : cpuSampler(side, readClock, batch);
    return cleaningSampler(sampler, side.side, timed.written[name]);
  };
  return { base: samplerOf('base'), head: samplerOf('head') };
}

/** The CPU time of one execution: once, and where that is short once more as a batch, which the costs of asking blur less. */
async function sampleLength(samplerOf: (times: number) => Sampler): Promise<Sample> {
  const once = await retry(samplerOf(1));
  if (typeof once !== 'number') return once;
  const times = batchSize(once);
  return times === 1 ? once : await retry(samplerOf(times));
}

async function retry(sampler: Sampler): Promise<Sample> {
  const sample = await sampler();
  return typeof sample !== 'number' && sample.kind === 'clock-jumped' ? await sampler() : sample;
}

function writes({ written, measured }: TimedCase, side: 'base' | 'head'): boolean {
  return written[side].length > 0 || measured[side].work.walBytes > 0;
}
