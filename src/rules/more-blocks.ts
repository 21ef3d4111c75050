import { compareWork } from '../compare/work-delta.ts';
import { formatChange, formatCount, formatNumberOf } from './format-figures.ts';
import { defineRule } from './rule.ts';
import { allowedIncrease, exceeds, smallestIncrease } from './thresholds.ts';
import { weighMoreWork } from './work-evidence.ts';

/** More blocks on head than on base, by a relative and an absolute step. */
export const moreBlocks = defineRule({
  id: 'more-blocks',
  title: 'Head touches more 8 kB blocks than base',
  defaultSeverity: 'error',
  highestSeverity: 'error',
  options: {
    maxIncreasePercent: allowedIncrease(25),
    minBlocks: smallestIncrease(32),
  },
  check({ base, head, time }, { maxIncreasePercent, minBlocks }) {
    if (base?.kind !== 'measured' || head?.kind !== 'measured') return null;
    const { blocks } = compareWork(base.work, head.work);
    if (!exceeds(blocks.base, blocks.head, { maxIncreasePercent, least: minBlocks })) return null;
    const change = blocks.base === 0 ? '' : ` (${formatChange(blocks.ratio)})`;
    return weighMoreWork(
      `reads ${formatNumberOf(blocks.head, 'block')} instead of ${formatCount(blocks.base)}${change}`,
      time,
    );
  },
});
