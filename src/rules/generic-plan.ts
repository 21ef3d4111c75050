import type { GenericOutcome, SideOutcome } from '../compare/measurement.ts';
import { formatCount, formatMs, formatNumberOf, formatTimes } from './format-figures.ts';
import { defineRule } from './rule.ts';
import { allowedIncrease, exceeds, smallestIncrease } from './thresholds.ts';

/** A prepared statement that PostgreSQL would run by a much dearer plan than the one for its values. */
export const genericPlan = defineRule({
  id: 'generic-plan',
  title: 'PostgreSQL would switch to a generic plan that does much more work',
  defaultSeverity: 'warning',
  highestSeverity: 'warning',
  options: {
    maxIncreasePercent: allowedIncrease(100, 'the plan for the values'),
    minBlocks: smallestIncrease(32),
  },
  check({ base, head, generic }, options) {
    const told = describe(generic?.head, head, options);
    if (told === null || describe(generic?.base, base, options) !== null) return null;
    return { atMost: 'warning', message: told };
  },
});

interface Steps {
  readonly maxIncreasePercent: number;
  readonly minBlocks: number;
}

/** What the generic plan of one side does more than the custom one; null where that is little, or never chosen. */
function describe(
  generic: GenericOutcome | null | undefined,
  custom: SideOutcome | null,
  { maxIncreasePercent, minBlocks }: Steps,
): string | null {
  if (!generic?.isChosen || custom?.kind !== 'measured') return null;
  const { outcome } = generic;
  if (outcome.kind === 'failed') return null;
  const begin = 'after five executions PostgreSQL would switch to the generic plan, which';
  if (outcome.kind === 'timed-out') return `${begin} does not end within ${formatMs(outcome.afterMs)}`;
  const [less, more] = [custom.work.blocks, outcome.work.blocks];
  if (!exceeds(less, more, { maxIncreasePercent, least: minBlocks })) return null;
  const times = less === 0 ? '' : ` (${formatTimes(more / less)})`;
  return `${begin} touches ${formatNumberOf(more, 'block')} instead of ${formatCount(less)}${times}`;
}
