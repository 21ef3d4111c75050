import type { SideOutcome } from './measurement.ts';
import { compareWork } from './work-delta.ts';

/** The steps by which work is more (MEASURING section 4). Blocks of 8 kB. */
const STEPS = { ratio: 1.25, blocks: 32, tempBlocks: 16 } as const;

/** Whether an outcome is more work than that of base: by the steps that would be a finding, or because it does not end at all. */
export function isMoreWork(base: Extract<SideOutcome, { kind: 'measured' }>, outcome: SideOutcome): boolean {
  if (outcome.kind !== 'measured') return true;
  const { blocks, tempBlocks } = compareWork(base.work, outcome.work);
  return (
    (blocks.ratio >= STEPS.ratio && blocks.difference >= STEPS.blocks) ||
    tempBlocks.difference >= STEPS.tempBlocks
  );
}
