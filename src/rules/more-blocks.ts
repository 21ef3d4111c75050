import { z } from 'zod';
import { compareWork } from '../compare/work-delta.ts';
import { formatChange, formatCount, formatNumberOf } from './format-figures.ts';
import { defineRule } from './rule.ts';
import { weighMoreWork } from './work-evidence.ts';

/** More blocks on head than on base, by a relative and an absolute step. */
export const moreBlocks = defineRule({
  id: 'more-blocks',
  title: 'Head touches more 8 kB blocks than base',
  defaultSeverity: 'error',
  highestSeverity: 'error',
  options: {
    maxIncreasePercent: z
      .number()
      .nonnegative()
      .default(25)
      .describe('Increase that is still allowed, percent of base'),
    minBlocks: z
      .number()
      .nonnegative()
      .default(32)
      .describe('Increase below which nothing is said, 8 kB blocks'),
  },
  check({ base, head, time }, { maxIncreasePercent, minBlocks }) {
    if (base?.kind !== 'measured' || head?.kind !== 'measured') return null;
    const { blocks } = compareWork(base.work, head.work);
    if (blocks.difference < minBlocks || blocks.difference <= 0) return null;
    if (blocks.ratio < 1 + maxIncreasePercent / 100) return null;
    const change = blocks.base === 0 ? '' : ` (${formatChange(blocks.ratio)})`;
    return weighMoreWork(
      `reads ${formatNumberOf(blocks.head, 'block')} instead of ${formatCount(blocks.base)}${change}`,
      time,
    );
  },
});
