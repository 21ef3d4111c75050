import type { BothSides } from '../case-side.ts';

/** Below this CPU time, milliseconds, one execution is no sample: the costs of asking would be a part of it (MEASURING section 3, item 3). */
const SHORT_MS = 1.5;
/** CPU time of a batch, milliseconds (MEASURING section 3, item 3). */
const BATCH_MS = 5;
/** Most executions in one round trip; so many of the least statement (`SELECT 1`, 2 µs) take 5 ms. */
const MOST = 2500;
/** Sides closer than this get batches of one size: what a sample costs beside the executions then weighs the same in both. */
const ALIKE = 3;

/** How often a statement is executed for one sample: once, or in a batch if it is shorter than 1.5 ms. */
export function batchSize(cpuMs: number): number {
  return cpuMs >= SHORT_MS ? 1 : Math.min(MOST, Math.ceil(BATCH_MS / Math.max(cpuMs, BATCH_MS / MOST)));
}

/** The batches of both sides, from the CPU time of one execution on each, milliseconds. */
export function chooseBatches(cpuMs: BothSides<number>): BothSides<number> {
  const [less, more] = [Math.min(cpuMs.base, cpuMs.head), Math.max(cpuMs.base, cpuMs.head)];
  if (more < less * ALIKE) return { base: batchSize(less), head: batchSize(less) };
  return { base: batchSize(cpuMs.base), head: batchSize(cpuMs.head) };
}
