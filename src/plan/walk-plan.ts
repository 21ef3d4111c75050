import type { PlanNode } from './plan.ts';

/** Every node of a tree, parents first, children in EXPLAIN's order. Needs no call stack: plans may be thousands deep. */
export function* walkPlan(root: PlanNode): Generator<PlanNode, void, undefined> {
  const open: PlanNode[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    yield node;
    for (let index = node.plans.length - 1; index >= 0; index -= 1) {
      const child = node.plans[index];
      if (child) open.push(child);
    }
  }
}
