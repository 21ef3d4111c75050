import type { Work } from '../plan/work.ts';

/** One figure of work on both sides. */
export interface WorkChange {
  readonly base: number;
  readonly head: number;
  /** head − base. */
  readonly difference: number;
  /** head / base: 1 when both are 0, infinite when only base is. */
  readonly ratio: number;
}

/** Each figure of `Work`, head against base. */
export type WorkDelta = { readonly [Figure in keyof Work]: WorkChange };

/** Compares the exact work of the two sides. */
export function compareWork(base: Work, head: Work): WorkDelta {
  return {
    blocks: change(base.blocks, head.blocks),
    tempBlocks: change(base.tempBlocks, head.tempBlocks),
    rowsProcessed: change(base.rowsProcessed, head.rowsProcessed),
    walBytes: change(base.walBytes, head.walBytes),
  };
}

function change(base: number, head: number): WorkChange {
  const ratio = base === head ? 1 : head / base;
  return { base, head, difference: head - base, ratio };
}
