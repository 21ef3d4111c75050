import { z } from 'zod';
import type { SideOutcome } from '../compare/measurement.ts';
import { describeNode } from '../plan/describe-node.ts';
import type { PlanNode } from '../plan/plan.ts';
import { walkPlanDepths } from '../plan/walk-plan.ts';
import { formatNumberOf, formatTimes } from './format-figures.ts';
import { defineRule } from './rule.ts';

/** An estimate that is far from what the node then met: the plan may be the wrong one on other data. */
export const rowEstimateOff = defineRule({
  id: 'row-estimate-off',
  title: "The planner's row estimate is far off, and further than on base",
  defaultSeverity: 'note',
  highestSeverity: 'note',
  options: {
    minFactor: z
      .number()
      .min(1)
      .default(10)
      .describe('How many times too many or too few rows, against the truth and against base'),
    minRows: z
      .number()
      .nonnegative()
      .default(1000)
      .describe('Rows, estimated or found, below which nothing is said'),
  },
  check({ base, head }, { minFactor, minRows }) {
    const worst = findWorst(head, minRows);
    const before = findWorst(base, minRows)?.factor ?? 1;
    if (worst === null || worst.factor < minFactor || worst.factor < before * minFactor) return null;
    const { node, planned, found, factor } = worst;
    const message = `${describeNode(node)}: ${formatNumberOf(planned, 'row')} estimated, ${formatNumberOf(Math.round(found), 'row')} found (${formatTimes(factor)} off)`;
    return { atMost: 'note', message };
  },
});

interface Misestimate {
  readonly node: PlanNode;
  /** Rows per loop. */
  readonly planned: number;
  readonly found: number;
  readonly factor: number;
}

/** Nodes whose rows EXPLAIN does not count, or counts as what they wrote. */
const UNCOUNTED: ReadonlySet<string> = new Set(['BitmapAnd', 'BitmapOr', 'Hash', 'ModifyTable']);

/** Nodes whose rows the planner takes from a declaration, and what is above them: 1,000 rows are nobody's estimate. */
const DECLARED: ReadonlySet<string> = new Set(['Function Scan', 'Table Function Scan', 'ProjectSet']);

/** The deepest of the worst misestimates: those above it are in its wake. */
function findWorst(outcome: SideOutcome | null, minRows: number): Misestimate | null {
  if (outcome?.kind !== 'measured') return null;
  const stoppedEarly = new Set<PlanNode>();
  const declared = findDeclared(outcome.plan.root);
  let worst: Misestimate | null = null;
  for (const { node, parent } of walkPlanDepths(outcome.plan.root)) {
    if (parent && (stoppedEarly.has(parent) || stopsInput(parent, node))) stoppedEarly.add(node);
    const { planRows, actualRows, actualLoops = 0, nodeType } = node;
    if (planRows === undefined || actualRows === undefined || actualLoops === 0) continue;
    if (UNCOUNTED.has(nodeType) || declared.has(node)) continue;
    // Fewer rows than planned say nothing of a node that was not run to its end.
    if (actualRows < planRows && stoppedEarly.has(node)) continue;
    if (Math.max(planRows, actualRows) * actualLoops < minRows) continue;
    const [low, high] = [Math.min(planRows, actualRows), Math.max(planRows, actualRows)];
    const factor = Math.max(1, high) / Math.max(1, low);
    if (worst === null || factor >= worst.factor)
      worst = { node, planned: planRows, found: actualRows, factor };
  }
  return worst;
}

function findDeclared(root: PlanNode): ReadonlySet<PlanNode> {
  const parents = new Map<PlanNode, PlanNode | null>();
  const declared = new Set<PlanNode>();
  for (const { node, parent } of walkPlanDepths(root)) {
    parents.set(node, parent);
    if (!DECLARED.has(node.nodeType)) continue;
    for (let next: PlanNode | null = node; next && !declared.has(next); next = parents.get(next) ?? null)
      declared.add(next);
  }
  return declared;
}

/** Whether a node may stop reading an input before its end. */
function stopsInput({ nodeType, joinType }: PlanNode, input: PlanNode): boolean {
  if (nodeType === 'Limit' || nodeType === 'Merge Join') return true;
  const isSubplan = input.parentRelationship === 'SubPlan' || input.parentRelationship === 'InitPlan';
  const findsFirst = joinType === 'Semi' || joinType === 'Anti' || joinType === 'Right Semi';
  return isSubplan || (findsFirst && input.parentRelationship === 'Inner');
}
