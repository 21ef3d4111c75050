import type { SideOutcome } from '../compare/measurement.ts';
import { describeNode } from '../plan/describe-node.ts';
import type { PlanNode } from '../plan/plan.ts';
import { walkPlan } from '../plan/walk-plan.ts';
import { formatCount } from './format-figures.ts';
import { defineRule } from './rule.ts';

/** A sort, hash, aggregate or kept result that does not fit into memory. */
export const sortSpills = defineRule({
  id: 'sort-spills',
  title: 'A sort, hash or aggregate does not fit into work_mem and spills to disk',
  defaultSeverity: 'note',
  highestSeverity: 'note',
  options: {},
  check({ base, head }) {
    const [spill, ...more] = listSpills(head);
    // Where base spills too, `more-temp-blocks` says whether it became worse.
    if (spill === undefined || listSpills(base).length > 0) return null;
    return { atMost: 'note', message: `${spill}${more.length > 0 ? `, and ${more.length} more` : ''}` };
  },
});

function listSpills(outcome: SideOutcome | null): readonly string[] {
  if (outcome?.kind !== 'measured') return [];
  return [...walkPlan(outcome.plan.root)].flatMap((node) => {
    const how = describeSpill(node);
    return how === null ? [] : [`${describeNode(node)} spills to disk (${how})`];
  });
}

/** How a node spilled, in EXPLAIN's words; null when it did not. */
function describeSpill(node: PlanNode): string | null {
  const { sortMethod, sortSpaceType, sortSpaceUsed, hashBatches, hashaggBatches, diskUsage, storage } = node;
  const size = (kilobytes: number | undefined) =>
    kilobytes === undefined ? '' : `, ${formatCount(kilobytes)} kB`;
  if (sortSpaceType === 'Disk') return `${sortMethod ?? 'sort'}${size(sortSpaceUsed)}`;
  if (hashBatches !== undefined && hashBatches > 1) return `${formatCount(hashBatches)} batches`;
  if (hashaggBatches !== undefined && hashaggBatches > 1)
    return `${formatCount(hashaggBatches)} batches${size(diskUsage)}`;
  if (storage === 'Disk') return `storage${size(node.maximumStorage)}`;
  return null;
}
