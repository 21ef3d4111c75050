import type { Plan, PlanNode } from '../plan/plan.ts';
import { walkPlanDepths } from '../plan/walk-plan.ts';

/** Levels of a plan that a report keeps. JSON.stringify and every reader of JSON needs call stack for each level. */
export const KEPT_LEVELS = 500;

/** Levels of a plan; 1 for a single node. */
export function countLevels({ root }: Plan): number {
  let levels = 0;
  for (const { depth } of walkPlanDepths(root)) levels = Math.max(levels, depth + 1);
  return levels;
}

/** The plan without the nodes below the kept levels; the same object when there are none. */
export function cutPlan(plan: Plan): Plan {
  if (countLevels(plan) <= KEPT_LEVELS) return plan;
  const copies = new Map<PlanNode, PlanNode & { readonly plans: PlanNode[] }>();
  for (const { node, parent, depth } of walkPlanDepths(plan.root)) {
    if (depth >= KEPT_LEVELS) continue;
    const copy = { ...node, plans: [] };
    copies.set(node, copy);
    if (parent) copies.get(parent)?.plans.push(copy);
  }
  return { ...plan, root: copies.get(plan.root) ?? plan.root };
}
