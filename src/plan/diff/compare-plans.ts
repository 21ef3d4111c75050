import { describeNode } from '../describe-node.ts';
import { PLAN_CHANGE_KINDS, type Plan, type PlanChange, type PlanChangeKind } from '../plan.ts';
import { compareUnits, type UnitDifference } from './compare-units.ts';
import { listUnits, unitContext } from './list-units.ts';
import { type MatchedUnits, matchUnits } from './match-units.ts';
import { type PlanUnit, unitRows } from './plan-unit.ts';
import { NO_SCANS, nameScans } from './scans-below.ts';

/** A change and the units that it is about; null on the side that lacks it. */
export interface UnitChange {
  readonly change: PlanChange;
  readonly from: PlanUnit | null;
  readonly to: PlanUnit | null;
}

/** Two plans as units, parents first, which of them belong together, and what differs, gravest kind first. */
export interface ComparedPlans {
  readonly base: readonly PlanUnit[];
  readonly head: readonly PlanUnit[];
  readonly matched: MatchedUnits;
  readonly changes: readonly UnitChange[];
}

/** Compares two plans as `diffPlans` says, and keeps the units. In n log n time. */
export function comparePlans(basePlan: Plan, headPlan: Plan): ComparedPlans {
  const context = unitContext(basePlan, headPlan);
  const [base, head] = [listUnits(basePlan, context), listUnits(headPlan, context)];
  const matched = matchUnits(base, head);
  const differences = new Map(
    matched.pairs.map(
      ([from, to]) => [to, compareUnits(from, to, areSidesSwapped(from, to, matched))] as const,
    ),
  );
  const misestimated = aboveMisestimates(differences);
  const names = (unit: PlanUnit) => nameScans(unit, matched.scansBelow.get(unit) ?? NO_SCANS);
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
  changes.sort((a, b) => a.order - b.order || b.moved - a.moved || a.position - b.position);
  return { base, head, matched, changes };
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
    from,
    to,
    order: PLAN_CHANGE_KINDS.indexOf(kind),
    moved: Math.abs((blocks.head ?? 0) - (blocks.base ?? 0)),
    position: unit?.position ?? 0,
  };
}
