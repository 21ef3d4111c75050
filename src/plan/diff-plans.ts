import { comparePlans } from './diff/compare-plans.ts';
import type { Plan, PlanChange } from './plan.ts';

/**
 * What differs between two plans, gravest kind first, then by the blocks that moved. Nodes are matched by what they work on:
 * scans by relation and alias, joins by the scans below them, other nodes by kind and scans below, CTEs and subplans apart.
 * A matched pair gives one change at most. Empty for equal plans. In n log n time.
 */
export function diffPlans(base: Plan, head: Plan): readonly PlanChange[] {
  return comparePlans(base, head).changes.map(({ change }) => change);
}
