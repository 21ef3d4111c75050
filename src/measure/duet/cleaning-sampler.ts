import type { MeasuringSide, WrittenRelation } from '../measuring-session.ts';
import { tablesWithDeadRows } from '../writes/tables-with-dead-rows.ts';
import type { Sampler } from './sampler.ts';

/** A sampler that leaves no dead rows behind, or each sample would meet a larger table than the one before. */
export function cleaningSampler(
  sampler: Sampler,
  side: MeasuringSide,
  written: readonly WrittenRelation[],
): Sampler {
  return async () => {
    const sample = await sampler();
    const isFailure = typeof sample !== 'number' && sample.kind !== 'clock-jumped';
    // What ends early has written too, and its counts are lost.
    if (isFailure) await side.cleanUp(await tablesWithDeadRows(side));
    else if (written.length > 0) await side.cleanUp(written);
    return sample;
  };
}
