import type { PlanNode } from '../plan.ts';

/** What a unit does: it reads rows, joins two inputs, or works on one input or several alike. */
export type UnitRole = 'scan' | 'join' | 'other';

/**
 * A node as a diff sees it. Nodes that only serve their parent are part of its unit: the Hash below a Hash Join, the bitmap
 * nodes below a Bitmap Heap Scan.
 */
export interface PlanUnit {
  readonly node: PlanNode;
  readonly role: UnitRole;
  /** Main query, or the CTE, InitPlan or SubPlan that the unit belongs to; comparable between the two plans. */
  readonly scope: number;
  /** The unit above in the same scope. */
  readonly parent: PlanUnit | null;
  /** The unit above in whatever scope; null for the root. */
  readonly owner: PlanUnit | null;
  /** The units below in the same scope, outer before inner. */
  readonly inputs: readonly PlanUnit[];
  /** What it reads, unqualified by alias; for a unit that is no scan, undefined. */
  readonly source: string | undefined;
  /** The nodes that are part of the unit, without `node` itself. */
  readonly helpers: readonly PlanNode[];
  /** Blocks of the unit without the units below it; derived, see `list-units.ts`. */
  readonly ownBlocks: number;
  /** Temp blocks, likewise. */
  readonly ownTempBlocks: number;
  /** Place in the plan, parents first. */
  readonly position: number;
}

/** Indexes that a scan uses, sorted. */
export function unitIndexes({ node, helpers }: PlanUnit): readonly string[] {
  const names = [node, ...helpers].flatMap(({ indexName }) => (indexName === undefined ? [] : [indexName]));
  return [...new Set(names)].sort();
}

/** Rows that the unit produced over all loops; null when it was not executed under ANALYZE. */
export function unitRows({ node }: PlanUnit): number | null {
  return node.actualRows === undefined ? null : Math.round(node.actualRows * (node.actualLoops ?? 1));
}
