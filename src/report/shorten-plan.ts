import type { Plan, PlanNode } from '../plan/plan.ts';
import { walkPlanDepths } from '../plan/walk-plan.ts';

/** Levels of a plan that a report keeps. JSON.stringify and every reader of JSON needs call stack for each level. */
export const KEPT_LEVELS = 500;

/**
 * Counters and flags that EXPLAIN's JSON holds for every node, and that say nothing when they are 0 or false: its text leaves them out
 * then (PostgreSQL's explain.c, `show_buffer_usage`, `show_wal_usage`). They are half of a plan's JSON.
 */
const SAY_NOTHING: ReadonlySet<string> = new Set<keyof PlanNode>([
  'parallelAware',
  'asyncCapable',
  'disabled',
  'rowsRemovedByFilter',
  'rowsRemovedByJoinFilter',
  'rowsRemovedByIndexRecheck',
  'sharedHitBlocks',
  'sharedReadBlocks',
  'sharedDirtiedBlocks',
  'sharedWrittenBlocks',
  'localHitBlocks',
  'localReadBlocks',
  'localDirtiedBlocks',
  'localWrittenBlocks',
  'tempReadBlocks',
  'tempWrittenBlocks',
  'walRecords',
  'walFpi',
  'walBytes',
]);

/** Levels of a plan; 1 for a single node. */
export function countLevels({ root }: Plan): number {
  let levels = 0;
  for (const { depth } of walkPlanDepths(root)) levels = Math.max(levels, depth + 1);
  return levels;
}

/** The plan as a report keeps it: without the nodes below the kept levels, and without counters that are 0. */
export function shortenPlan(plan: Plan): Plan {
  const copies = new Map<PlanNode, PlanNode & { readonly plans: PlanNode[] }>();
  for (const { node, parent, depth } of walkPlanDepths(plan.root)) {
    if (depth >= KEPT_LEVELS) continue;
    const copy = { ...withoutZeros(node), plans: [] };
    copies.set(node, copy);
    if (parent) copies.get(parent)?.plans.push(copy);
  }
  return { ...plan, root: copies.get(plan.root) ?? plan.root };
}

function withoutZeros(node: PlanNode): PlanNode {
  const told = Object.entries(node).filter(
    ([field, value]) => (value !== 0 && value !== false) || !SAY_NOTHING.has(field),
  );
  return Object.fromEntries(told) as unknown as PlanNode;
}
