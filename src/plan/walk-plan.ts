import type { PlanNode } from './plan.ts';

/** Every node of a tree, parents first, children in EXPLAIN's order. Needs no call stack: plans may be thousands deep. */
export function* walkPlan(root: PlanNode): Generator<PlanNode, void, undefined> {
  for (const { node } of walkPlanDepths(root)) yield node;
}

/** As `walkPlan`, with each node's parent and its depth; the root's is 0. */
export function* walkPlanDepths(
  root: PlanNode,
): Generator<
  { readonly node: PlanNode; readonly parent: PlanNode | null; readonly depth: number },
  void,
  undefined
> {
  const open: { readonly node: PlanNode; readonly parent: PlanNode | null; readonly depth: number }[] = [
    { node: root, parent: null, depth: 0 },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    yield next;
    const { node, depth } = next;
    for (let index = node.plans.length - 1; index >= 0; index -= 1) {
      const child = node.plans[index];
      if (child) open.push({ node: child, parent: node, depth: depth + 1 });
    }
  }
}
