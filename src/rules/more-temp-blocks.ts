import { z } from 'zod';
import { compareWork } from '../compare/work-delta.ts';
import { formatCount, formatNumberOf } from './format-figures.ts';
import { defineRule } from './rule.ts';
import { weighMoreWork } from './work-evidence.ts';

/** A sort, hash or materialized result that spills to disk on head more than on base. */
export const moreTempBlocks = defineRule({
  id: 'more-temp-blocks',
  title: 'Head spills more 8 kB blocks to temporary files than base',
  defaultSeverity: 'error',
  highestSeverity: 'error',
  options: {
    minBlocks: z
      .number()
      .nonnegative()
      .default(16)
      .describe('Increase below which nothing is said, 8 kB temp blocks'),
  },
  check({ base, head, time }, { minBlocks }) {
    if (base?.kind !== 'measured' || head?.kind !== 'measured') return null;
    const { tempBlocks } = compareWork(base.work, head.work);
    if (tempBlocks.difference < minBlocks || tempBlocks.difference <= 0) return null;
    const before = tempBlocks.base === 0 ? 'none' : formatCount(tempBlocks.base);
    return weighMoreWork(
      `spills ${formatNumberOf(tempBlocks.head, 'temp block')} to disk instead of ${before}`,
      time,
    );
  },
});
