import { describeNode } from '../describe-node.ts';
import { type Key, pairByKeys } from './pair-by-key.ts';
import type { PlanUnit } from './plan-unit.ts';
import { addHashes, hashMember } from './set-hash.ts';

/** The units of two plans, matched by what they work on. */
export interface MatchedUnits {
  readonly pairs: readonly (readonly [PlanUnit, PlanUnit])[];
  /** Joins of relations that the other plan does not join in this combination, matched with one another. */
  readonly reordered: readonly (readonly [PlanUnit, PlanUnit])[];
  readonly removed: readonly PlanUnit[];
  readonly added: readonly PlanUnit[];
  /** The scans below a unit in its scope, as a hash; equal for scans that are matched. */
  readonly scansBelow: ReadonlyMap<PlanUnit, bigint>;
}

/**
 * Matches scans by relation and alias, then by relation alone; joins by the set of scans below them; everything else by kind
 * and that set. First within a scope, then anywhere. Position is no criterion.
 */
export function matchUnits(base: readonly PlanUnit[], head: readonly PlanUnit[]): MatchedUnits {
  const of = (role: PlanUnit['role']) =>
    [base.filter((unit) => unit.role === role), head.filter((unit) => unit.role === role)] as const;
  const scans = pairByKeys(...of('scan'), SCAN_KEYS, rank);
  const scansBelow = hashScansBelow(base, head, scans.pairs);
  const below = (unit: PlanUnit) => String(scansBelow.get(unit));
  const joins = pairByKeys(
    ...of('join'),
    [(unit) => `${unit.scope} ${below(unit)}`, (unit) => below(unit)],
    rank,
  );
  const reordered = pairByKeys(joins.base, joins.head, [(unit) => String(unit.scope)], rankBySize(scansBelow));
  const others = pairByKeys(
    ...of('other'),
    [
      (unit) => JSON.stringify([unit.scope, family(unit), below(unit)]),
      (unit) => JSON.stringify([unit.scope, family(unit)]),
      (unit) => JSON.stringify([family(unit), below(unit)]),
    ],
    rank,
  );
  return {
    pairs: [...scans.pairs, ...joins.pairs, ...others.pairs],
    reordered: reordered.pairs,
    removed: [...scans.base, ...reordered.base, ...others.base],
    added: [...scans.head, ...reordered.head, ...others.head],
    scansBelow,
  };
}

const SCAN_KEYS: readonly Key<PlanUnit>[] = [
  ({ scope, source, node }) => JSON.stringify([scope, source, node.alias]),
  ({ scope, source }) => JSON.stringify([scope, source]),
  ({ source, node }) => (node.relationName === undefined ? undefined : JSON.stringify([source, node.alias])),
  ({ source, node }) => (node.relationName === undefined ? undefined : source),
];

/** Kinds of node that can stand in for one another. */
function family({ node }: PlanUnit): string {
  switch (node.nodeType) {
    case 'Aggregate':
    case 'Group':
    case 'Unique':
      return node.partialMode === 'Partial' ? 'partial grouping' : 'grouping';
    case 'Sort':
    case 'Incremental Sort':
      return 'sort';
    case 'Gather':
    case 'Gather Merge':
      return 'gather';
    case 'Append':
    case 'Merge Append':
      return 'append';
    case 'ModifyTable':
      return JSON.stringify([node.operation, node.schema, node.relationName]);
    default:
      return node.nodeType;
  }
}

/** Everything that a diff shows of a unit, so that units of equal rank are interchangeable. */
function rank(unit: PlanUnit): string {
  const { node } = unit;
  return JSON.stringify([
    describeNode(node),
    node.indexCond,
    node.filter,
    unit.helpers.map((helper) => [describeNode(helper), helper.indexCond, helper.hashBatches]).sort(),
    node.actualRows,
    node.actualLoops,
    node.planRows,
    unit.ownBlocks,
    unit.ownTempBlocks,
    node.sortSpaceType,
    node.hashaggBatches,
    node.storage,
  ]);
}

function rankBySize(scansBelow: ReadonlyMap<PlanUnit, bigint>) {
  return (unit: PlanUnit) => `${String(countScans(unit)).padStart(9, '0')} ${scansBelow.get(unit)}`;
}

function countScans(unit: PlanUnit): number {
  let count = 0;
  const open = [unit];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.role === 'scan') count += 1;
    open.push(...next.inputs);
  }
  return count;
}

/** Gives matched scans one member of the sets, each other scan its own. */
function hashScansBelow(
  base: readonly PlanUnit[],
  head: readonly PlanUnit[],
  pairs: readonly (readonly [PlanUnit, PlanUnit])[],
): ReadonlyMap<PlanUnit, bigint> {
  const members = new Map<PlanUnit, number>();
  pairs.forEach((pair, index) => {
    for (const unit of pair) members.set(unit, index);
  });
  let next = pairs.length;
  const below = new Map<PlanUnit, bigint>();
  for (const units of [base, head]) {
    for (const unit of units.toReversed()) {
      let own = below.get(unit) ?? 0n;
      if (unit.role === 'scan') {
        const member = members.get(unit) ?? next;
        if (member === next) next += 1;
        own = addHashes(own, hashMember(member));
      }
      below.set(unit, own);
      if (unit.parent) below.set(unit.parent, addHashes(below.get(unit.parent) ?? 0n, own));
    }
  }
  return below;
}
