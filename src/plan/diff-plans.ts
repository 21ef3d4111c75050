import { describeNode } from './describe-node.ts';
import { compareUnits, type UnitDifference } from './diff/compare-units.ts';
import { listUnits, unitContext } from './diff/list-units.ts';
import { type MatchedUnits, matchUnits } from './diff/match-units.ts';
import { type PlanUnit, unitRows } from './diff/plan-unit.ts';
import { NO_SCANS, nameScans } from './diff/scans-below.ts';
import { PLAN_CHANGE_KINDS, type Plan, type PlanChange, type PlanChangeKind } from './plan.ts';

/**
 * What differs between two plans, gravest kind first, then by the blocks that moved. Nodes are matched by what they work on:
 * scans by relation and alias, joins by the scans below them, other nodes by kind and scans below, CTEs and subplans apart.
 * A matched pair gives one change at most. Empty for equal plans. In n log n time.
 */
export function diffPlans(base: Plan, head: Plan): readonly PlanChange[] {
  const context = unitContext(base, head);
  const matched = matchUnits(listUnits(base, context), listUnits(head, context));
  const differences = new Map(
    matched.pairs.map(
      ([from, to]) => [to, compareUnits(from, to, areSidesSwapped(from, to, matched))] as const,
    ),
  );
  const misestimated = aboveMisestimates(differences);
  const names = (unit: PlanUnit) => nameScans(matched.scansBelow.get(unit) ?? NO_SCANS);
  const changes = [
    ...matched.pairs.flatMap(([from, to]) => {
      const difference = differences.get(to);
      if (!difference || (difference.kind === 'estimate' && misestimated.has(to))) return [];
      return [toChange(difference.kind, from, to, difference.details)];
    }),
    ...matched.reordered.map(([from, to]) =>
      toChange('order', from, to, [`joins ${names(to)}; on base ${names(from)}`]),
    ),
    ...matched.removed.map((from) => toChange('removed', from, null, [])),
    ...matched.added.map((to) => toChange('added', null, to, [])),
  ];
  return changes
    .sort((a, b) => a.order - b.order || b.moved - a.moved || a.position - b.position)
    .map(({ change }) => change);
}

/** The units above one whose estimate got worse: theirs is worse in its wake, and says nothing of its own. */
function aboveMisestimates(differences: ReadonlyMap<PlanUnit, UnitDifference | null>): ReadonlySet<PlanUnit> {
  const above = new Set<PlanUnit>();
  for (const [unit, difference] of differences) {
    if (!difference?.isMisestimate) continue;
    for (let next = unit.parent; next && !above.has(next); next = next.parent) above.add(next);
  }
  return above;
}

/** Joins of equal sets and method whose outer input is the other's inner one; another method has its own reasons to swap them. */
function areSidesSwapped(base: PlanUnit, head: PlanUnit, { scansBelow }: MatchedUnits): boolean {
  const [baseOuter, headOuter] = [base.inputs[0], head.inputs[0]];
  const [baseInner, headInner] = [base.inputs[1], head.inputs[1]];
  if (
    base.node.nodeType !== head.node.nodeType ||
    base.role !== 'join' ||
    !baseOuter ||
    !headOuter ||
    !baseInner ||
    !headInner
  )
    return false;
  const below = (unit: PlanUnit) => scansBelow.get(unit)?.hash;
  return (
    below(baseOuter) !== below(headOuter) &&
    below(baseOuter) === below(headInner) &&
    below(baseInner) === below(headOuter)
  );
}

function toChange(
  kind: PlanChangeKind,
  from: PlanUnit | null,
  to: PlanUnit | null,
  details: readonly string[],
) {
  const unit = to ?? from;
  const blocks = { base: from?.ownBlocks ?? null, head: to?.ownBlocks ?? null };
  const change: PlanChange = {
    kind,
    relationName: unit?.node.relationName ?? null,
    from: from && describeNode(from.node),
    to: to && describeNode(to.node),
    blocks,
    rows: { base: from && unitRows(from), head: to && unitRows(to) },
    ...(details.length > 0 ? { detail: details.join('; ') } : {}),
  };
  return {
    change,
    order: PLAN_CHANGE_KINDS.indexOf(kind),
    moved: Math.abs((blocks.head ?? 0) - (blocks.base ?? 0)),
    position: unit?.position ?? 0,
  };
}
