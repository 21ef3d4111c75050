import type { Plan, PlanNode } from '../../plan/plan.ts';
import { walkPlanDepths } from '../../plan/walk-plan.ts';
import { nodeBlocks, nodeTempBlocks } from '../../plan/work.ts';
import { hideLiterals } from '../../sql/hide-literals.ts';
import type { RecordedNode } from './baseline-schema.ts';
import { EXPRESSIONS, RECORDED_FIELDS, type RecordedField } from './recorded-fields.ts';

/** Levels of a plan that are recorded. Reading and writing YAML needs call stack for each level. */
const KEPT_LEVELS = 200;

type OpenNode = RecordedNode & { plans?: RecordedNode[] };

/** What of a plan is the same on every machine and for other values. `loadParser()` has to be awaited first. */
export function recordPlan({ root }: Plan): RecordedNode {
  const recorded = new Map<PlanNode, OpenNode>();
  for (const { node, parent, depth } of walkPlanDepths(root)) {
    if (depth >= KEPT_LEVELS) continue;
    const own = recordNode(node);
    recorded.set(node, own);
    const above = parent && recorded.get(parent);
    if (above) above.plans = [...(above.plans ?? []), own];
  }
  return recorded.get(root) ?? recordNode(root);
}

function recordNode(node: PlanNode): OpenNode {
  const fields = RECORDED_FIELDS.flatMap(([name]) => {
    const value = node[name];
    // What does not hold is left out, so that each line says something.
    return value === undefined || value === false || isNothing(name, value)
      ? []
      : [[name, without(name, value)] as const];
  });
  const tempBlocks = nodeTempBlocks(node);
  return {
    nodeType: node.nodeType,
    ...Object.fromEntries(fields),
    blocks: nodeBlocks(node),
    ...(tempBlocks > 0 ? { tempBlocks } : {}),
  };
}

function isNothing(name: RecordedField, value: unknown): boolean {
  return name.startsWith('rowsRemoved') && value === 0;
}

function without(name: RecordedField, value: string | number | boolean | readonly string[]): unknown {
  if (!EXPRESSIONS.has(name)) return value;
  if (typeof value === 'string') return hideLiterals(value);
  return Array.isArray(value) ? value.map((text: string) => hideLiterals(text)) : value;
}

/** A recorded plan as a plan: what was not recorded is undefined, and every block was found in the cache. */
export function restorePlan(root: RecordedNode): Plan {
  return { root: restoreNode(root), triggers: [] };
}

function restoreNode({ blocks, tempBlocks = 0, plans = [], ...fields }: RecordedNode): PlanNode {
  return {
    ...fields,
    parallelAware: fields['parallelAware'] === true,
    sharedHitBlocks: blocks - tempBlocks,
    ...(tempBlocks > 0 ? { tempReadBlocks: tempBlocks } : {}),
    plans: plans.map(restoreNode),
  };
}
