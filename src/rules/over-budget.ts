import { z } from 'zod';
import type { SideOutcome } from '../compare/measurement.ts';
import { median } from '../compare/median.ts';
import { rowsReturned } from '../plan/rows-returned.ts';
import { formatCount, formatMs, formatNumberOf } from './format-figures.ts';
import { defineRule, type Evidence } from './rule.ts';

type Measured = Extract<SideOutcome, { kind: 'measured' }>;

/** More than what the config allows a query, whatever base does. */
export const overBudget = defineRule({
  id: 'over-budget',
  title: 'Head takes more than the budget that the config sets',
  defaultSeverity: 'error',
  highestSeverity: 'error',
  options: {
    maxBlocks: z.number().nonnegative().optional().describe('Most blocks of one execution, 8 kB each'),
    maxRows: z.number().nonnegative().optional().describe('Most rows that one execution may return'),
    maxMilliseconds: z
      .number()
      .nonnegative()
      .optional()
      .describe('Longest time of one execution, milliseconds'),
  },
  check({ base, head }, { maxBlocks, maxRows, maxMilliseconds }) {
    if (head?.kind !== 'measured') return null;
    // A stored baseline has no time: its median is no number, and above no limit.
    const exceeded = (limit: number | undefined, figure: (side: Measured) => number) =>
      limit !== undefined && figure(head) > limit
        ? { isNew: base?.kind !== 'measured' || !(figure(base) > limit), figure: figure(head), limit }
        : null;
    const blocks = exceeded(maxBlocks, ({ work }) => work.blocks);
    const rows = exceeded(maxRows, ({ plan }) => rowsReturned(plan));
    const time = exceeded(maxMilliseconds, ({ executionMs }) => median(executionMs));
    const parts = [
      blocks && `reads ${formatNumberOf(blocks.figure, 'block')}, the budget is ${formatCount(blocks.limit)}`,
      rows && `returns ${formatNumberOf(rows.figure, 'row')}, the budget is ${formatCount(rows.limit)}`,
      time && `takes ${formatMs(time.figure)}, the budget is ${formatMs(time.limit)}`,
    ].filter((part) => part !== null);
    if (parts.length === 0) return null;
    // Blocks and rows repeat exactly; a time of another machine may be another one.
    const atMost: Evidence['atMost'] =
      blocks?.isNew || rows?.isNew ? 'error' : time?.isNew ? 'warning' : 'note';
    return { atMost, message: `${parts.join('; ')}${atMost === 'note' ? ', as on base' : ''}` };
  },
});
