import { z } from 'zod';
import { compareWork } from '../compare/work-delta.ts';
import { planShape } from '../plan/plan-shape.ts';
import { formatChange, formatCount, formatNumberOf } from './format-figures.ts';
import { defineRule } from './rule.ts';
import { allowedIncrease } from './thresholds.ts';
import { isSurelyFaster } from './time-evidence.ts';

/**
 * More rows processed by the same plan. Between plans of other shapes the count says nothing: an index scan that becomes a
 * bitmap scan doubles it and may be faster (MEASURING section 1). Where time is more, too, that is another rule's finding.
 */
export const moreRows = defineRule({
  id: 'more-rows',
  title: 'The same plan processes more rows on head than on base',
  defaultSeverity: 'warning',
  highestSeverity: 'warning',
  options: {
    maxIncreasePercent: allowedIncrease(100),
    minRows: z.number().nonnegative().default(1000).describe('Increase below which nothing is said, rows'),
  },
  check({ base, head, time }, { maxIncreasePercent, minRows }) {
    if (base?.kind !== 'measured' || head?.kind !== 'measured') return null;
    const { rowsProcessed } = compareWork(base.work, head.work);
    if (rowsProcessed.difference < minRows || rowsProcessed.difference <= 0) return null;
    if (rowsProcessed.ratio < 1 + maxIncreasePercent / 100) return null;
    if (planShape(base.plan) !== planShape(head.plan)) return null;
    const change = rowsProcessed.base === 0 ? '' : ` (${formatChange(rowsProcessed.ratio)})`;
    const message = `processes ${formatNumberOf(rowsProcessed.head, 'row')} instead of ${formatCount(rowsProcessed.base)}${change}`;
    return isSurelyFaster(time)
      ? { atMost: 'note', message: `${message}, but is faster` }
      : { atMost: 'warning', message };
  },
});
