import { type Key, pairByKeys } from './pair-by-key.ts';
import type { PlanUnit } from './plan-unit.ts';
import { rankUnits } from './rank-units.ts';
import { findScansBelow, NO_SCANS, type ScansBelow } from './scans-below.ts';

/** The units of two plans, matched by what they work on. */
export interface MatchedUnits {
  readonly pairs: readonly (readonly [PlanUnit, PlanUnit])[];
  /** Joins of relations that the other plan does not join in this combination, matched with one another. */
  readonly reordered: readonly (readonly [PlanUnit, PlanUnit])[];
  readonly removed: readonly PlanUnit[];
  readonly added: readonly PlanUnit[];
  readonly scansBelow: ReadonlyMap<PlanUnit, ScansBelow>;
}

/**
 * Matches scans by relation and alias, then by relation alone; joins by the set of scans below them; everything else by kind
 * and that set. First within a scope, then anywhere. Position is no criterion.
 */
export function matchUnits(base: readonly PlanUnit[], head: readonly PlanUnit[]): MatchedUnits {
  const of = (role: PlanUnit['role']) =>
    [base.filter((unit) => unit.role === role), head.filter((unit) => unit.role === role)] as const;
  const ranks = rankUnits(base, head);
  const scans = pairByKeys(...of('scan'), SCAN_KEYS, ranks);
  const scansBelow = findScansBelow(base, head, scans.pairs);
  const below = (unit: PlanUnit) => String(scansBelow.get(unit)?.hash);
  const joins = pairByKeys(
    ...of('join'),
    [(unit) => `${unit.scope} ${below(unit)}`, (unit) => below(unit)],
    ranks,
  );
  const reordered = pairByKeys(
    joins.base,
    joins.head,
    [(unit) => String(unit.scope)],
    [rankBySize(scansBelow)],
  );
  const others = pairByKeys(
    ...of('other'),
    [
      (unit) => JSON.stringify([unit.scope, family(unit), below(unit)]),
      (unit) => JSON.stringify([unit.scope, family(unit)]),
      (unit) => JSON.stringify([family(unit), below(unit)]),
    ],
    ranks,
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
      return JSON.stringify([node.operation, node.relationName]);
    default:
      return node.nodeType;
  }
}

/** Smaller joins first. */
function rankBySize(scansBelow: ReadonlyMap<PlanUnit, ScansBelow>) {
  return (unit: PlanUnit) => {
    const { count, hash } = scansBelow.get(unit) ?? NO_SCANS;
    return `${String(count).padStart(9, '0')} ${hash}`;
  };
}
