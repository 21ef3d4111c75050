import { z } from 'zod';
import type { SideOutcome } from '../compare/measurement.ts';
import type { PlanNode } from '../plan/plan.ts';
import { nodeRows } from '../plan/rows-returned.ts';
import { walkPlan } from '../plan/walk-plan.ts';
import { formatNumberOf } from './format-figures.ts';
import { defineRule } from './rule.ts';

/** A join without a condition, which gives every row of one input with every row of the other. */
export const cartesianProduct = defineRule({
  id: 'cartesian-product',
  title: 'A join has no condition: its output is the product of its inputs',
  defaultSeverity: 'note',
  highestSeverity: 'note',
  options: {
    minRows: z.number().nonnegative().default(1000).describe('Rows of the product below which nothing is said'),
  },
  check({ base, head }, { minRows }) {
    const product = largestProduct(head);
    if (product === null || product.rows < minRows) return null;
    if ((largestProduct(base)?.rows ?? 0) >= minRows) return null;
    const { outer, inner, rows, of } = product;
    const message = `joins ${of} without a condition: ${formatNumberOf(outer, 'row')} times ${formatNumberOf(inner, 'row')} are ${formatNumberOf(rows, 'row')}`;
    return { atMost: 'note', message };
  },
});

interface Product {
  readonly outer: number;
  readonly inner: number;
  readonly rows: number;
  readonly of: string;
}

function largestProduct(outcome: SideOutcome | null): Product | null {
  if (outcome?.kind !== 'measured') return null;
  return [...walkPlan(outcome.plan.root)]
    .flatMap((node) => toProduct(node) ?? [])
    .reduce<Product | null>((most, next) => (most === null || next.rows > most.rows ? next : most), null);
}

/** Semi and anti joins look for one row: without a condition they are an EXISTS that does not depend on the other side. */
const MULTIPLYING: ReadonlySet<string> = new Set(['Inner', 'Left', 'Right', 'Full']);

function toProduct(node: PlanNode): Product | null {
  const { nodeType, joinType = 'Inner', joinFilter, mergeCond } = node;
  if (nodeType !== 'Nested Loop' && nodeType !== 'Merge Join') return null;
  if (joinFilter !== undefined || mergeCond !== undefined || !MULTIPLYING.has(joinType)) return null;
  const outerNode = node.plans.find(({ parentRelationship }) => parentRelationship === 'Outer');
  const innerNode = node.plans.find(({ parentRelationship }) => parentRelationship === 'Inner');
  if (!outerNode || !innerNode || dependsOn(innerNode, outerNode)) return null;
  const outer = Math.round(nodeRows(outerNode));
  const inner = Math.round(innerNode.actualRows ?? 0);
  const rows = Math.round(nodeRows(node));
  // The last row of the outer side may have been cut short by a LIMIT above.
  if (outer <= 1 || inner <= 1 || rows < (outer - 1) * inner) return null;
  return { outer, inner, rows, of: `${nameScans(outerNode)} and ${nameScans(innerNode)}` };
}

/** Nodes that can take their rows from the other side without any condition that EXPLAIN shows as such (LATERAL). */
const HIDES_DEPENDENCE: ReadonlySet<string> = new Set([
  'Function Scan',
  'Table Function Scan',
  'ProjectSet',
  'Result',
  'Subquery Scan',
  'Memoize',
  'Custom Scan',
  'Foreign Scan',
]);

/** Whether the inner side is looked up by the outer side's row: a condition there names one of its aliases, as VERBOSE writes them. */
function dependsOn(inner: PlanNode, outer: PlanNode): boolean {
  const aliases = [...walkPlan(outer)].flatMap(({ alias }) =>
    alias === undefined ? [] : [`${alias}.`, `"${alias}".`],
  );
  return [...walkPlan(inner)].some((node) => {
    if (HIDES_DEPENDENCE.has(node.nodeType)) return true;
    const { indexCond, recheckCond, filter, joinFilter, hashCond, mergeCond, tidCond, oneTimeFilter } = node;
    const conditions = [
      indexCond,
      recheckCond,
      filter,
      joinFilter,
      hashCond,
      mergeCond,
      tidCond,
      oneTimeFilter,
    ];
    return conditions.some((text) => text !== undefined && aliases.some((alias) => text.includes(alias)));
  });
}

/** Most relations that are named. */
const SHOWN_RELATIONS = 3;

function nameScans(node: PlanNode): string {
  const names = [...walkPlan(node)].flatMap(
    ({ relationName, cteName, alias }) => relationName ?? cteName ?? alias ?? [],
  );
  const shown = [...new Set(names)].slice(0, SHOWN_RELATIONS);
  return shown.length === 0 ? 'rows' : shown.join(', ');
}
