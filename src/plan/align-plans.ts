import { describeNode } from './describe-node.ts';
import { comparePlans } from './diff/compare-plans.ts';
import { type PlanUnit, unitRows } from './diff/plan-unit.ts';
import type { Plan, PlanChange } from './plan.ts';

/** One side of an aligned node. */
export interface AlignedSide {
  /** The node in PostgreSQL's words. */
  readonly text: string;
  /** Blocks of the node itself, without its children; 8 kB each. */
  readonly blocks: number;
  /** Rows over all loops; null when it was not executed. */
  readonly rows: number | null;
}

/** A node of two plans laid over each other; at least one side is not null. */
export interface AlignedNode {
  /** Levels below the root, which is 0. */
  readonly depth: number;
  readonly base: AlignedSide | null;
  readonly head: AlignedSide | null;
  /** What differs; null when nothing worth a line does. */
  readonly change: PlanChange | null;
  /** Place of `change` among all changes, gravest first, from 0 on; -1 without one. */
  readonly gravity: number;
}

/**
 * The trees of both sides as one tree, parents first: head's nodes where head has them, each with the node of base that does the
 * same work; base's other nodes below the nearest node that stayed, in front of what they were wrapped around. Nodes that only
 * serve their parent (Hash, Bitmap Index Scan) are part of it. In n log n time.
 */
export function alignPlans(basePlan: Plan, headPlan: Plan): readonly AlignedNode[] {
  const { base, head, matched, changes } = comparePlans(basePlan, headPlan);
  const counterparts = new Map([...matched.pairs, ...matched.reordered].map(([from, to]) => [from, to]));
  const baseOf = new Map([...counterparts].map(([from, to]) => [to, from]));
  const changeOf = new Map<PlanUnit | null, { readonly change: PlanChange; readonly gravity: number }>();
  changes.forEach(({ change, from, to }, gravity) => {
    changeOf.set(to ?? from, { change, gravity });
  });
  const removed = new Set(matched.removed);
  const children = insertRemoved(childrenOf(head), base, counterparts, baseOf);
  const nodes: AlignedNode[] = [];
  const open = (children.get(null) ?? []).toReversed().map((unit) => ({ unit, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { unit, depth } = next;
    const from = removed.has(unit) ? unit : baseOf.get(unit);
    const { change, gravity } = changeOf.get(unit) ?? { change: null, gravity: -1 };
    nodes.push({
      depth,
      base: from ? sideOf(from) : null,
      head: removed.has(unit) ? null : sideOf(unit),
      change,
      gravity,
    });
    for (const child of (children.get(unit) ?? []).toReversed()) open.push({ unit: child, depth: depth + 1 });
  }
  return nodes;
}

function sideOf(unit: PlanUnit): AlignedSide {
  return { text: describeNode(unit.node), blocks: unit.ownBlocks, rows: unitRows(unit) };
}

type Children = ReadonlyMap<PlanUnit | null, readonly PlanUnit[]>;

/** Units by the unit above them, null above the root; subplans count as children. */
function childrenOf(units: readonly PlanUnit[]): Children {
  return Map.groupBy(units, ({ owner }) => owner);
}

/** Head's children with the units that only base has among them. */
function insertRemoved(
  children: Children,
  base: readonly PlanUnit[],
  counterparts: ReadonlyMap<PlanUnit, PlanUnit>,
  baseOf: ReadonlyMap<PlanUnit, PlanUnit>,
): Children {
  const kept = firstKeptBelow(base, counterparts);
  const removed = base.filter((unit) => !counterparts.has(unit));
  const byParent = Map.groupBy(removed, ({ owner }) => owner && (counterparts.get(owner) ?? owner));
  const merged = new Map(children);
  for (const [parent, units] of byParent) {
    const siblings = children.get(parent) ?? [];
    const waiting = units
      .map((unit) => ({ unit, wraps: kept.get(unit)?.position ?? Number.POSITIVE_INFINITY }))
      .sort((a, b) => b.wraps - a.wraps || b.unit.position - a.unit.position);
    const result: PlanUnit[] = [];
    siblings.forEach((sibling, index) => {
      // Positions count parents first: what a unit is wrapped around lies in the last sibling that does not begin behind it.
      const next = (siblings[index + 1]?.position ?? Number.MAX_SAFE_INTEGER) - 1;
      // What is gone for good goes in front of what came.
      const end = baseOf.has(sibling) ? next : Number.POSITIVE_INFINITY;
      for (let gone = waiting.at(-1); gone && gone.wraps <= end; gone = waiting.at(-1)) {
        result.push(gone.unit);
        waiting.pop();
      }
      result.push(sibling);
    });
    merged.set(parent, [...result, ...waiting.toReversed().map(({ unit }) => unit)]);
  }
  return merged;
}

/** Head's counterpart of the first unit below each unit of base that has one. */
function firstKeptBelow(
  base: readonly PlanUnit[],
  counterparts: ReadonlyMap<PlanUnit, PlanUnit>,
): ReadonlyMap<PlanUnit, PlanUnit> {
  const kept = new Map<PlanUnit, PlanUnit>();
  for (const unit of base.toReversed()) {
    const own = counterparts.get(unit) ?? kept.get(unit);
    if (own && unit.owner) kept.set(unit.owner, own);
  }
  return kept;
}
