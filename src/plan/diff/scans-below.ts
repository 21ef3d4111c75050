import type { PlanUnit } from './plan-unit.ts';
import { addHashes, hashMember } from './set-hash.ts';

/** Most names that a line shows. */
const SHOWN_NAMES = 5;

/** The scans below a unit in its scope, itself included. */
export interface ScansBelow {
  readonly count: number;
  /** Of the set, in which matched scans are one member. */
  readonly hash: number;
}

/** Gives matched scans one member of the sets, each other scan its own. */
export function findScansBelow(
  base: readonly PlanUnit[],
  head: readonly PlanUnit[],
  pairs: readonly (readonly [PlanUnit, PlanUnit])[],
): ReadonlyMap<PlanUnit, ScansBelow> {
  const members = new Map<PlanUnit, number>();
  pairs.forEach((pair, index) => {
    for (const unit of pair) members.set(unit, index);
  });
  let next = pairs.length;
  const below = new Map<PlanUnit, ScansBelow>();
  for (const units of [base, head]) {
    for (const unit of units.toReversed()) {
      let own = below.get(unit) ?? NO_SCANS;
      if (unit.role === 'scan') {
        const member = members.get(unit) ?? next;
        if (member === next) next += 1;
        own = unite({ count: 1, hash: hashMember(member) }, own);
      }
      below.set(unit, own);
      if (unit.parent) below.set(unit.parent, unite(own, below.get(unit.parent) ?? NO_SCANS));
    }
  }
  return below;
}

/** Of a unit that is not there. */
export const NO_SCANS: ScansBelow = { count: 0, hash: 0 };

function unite(first: ScansBelow, second: ScansBelow): ScansBelow {
  return { count: first.count + second.count, hash: addHashes(first.hash, second.hash) };
}

function scanName({ node }: PlanUnit): string {
  return node.alias ?? node.relationName ?? node.nodeType;
}

/** The scans below a unit by alias, outer side first: `o, c and 3 more`. */
export function nameScans(unit: PlanUnit, { count }: ScansBelow): string {
  const names: string[] = [];
  const open = [unit];
  for (let next = open.pop(); next && names.length < SHOWN_NAMES; next = open.pop()) {
    if (next.role === 'scan') names.push(scanName(next));
    for (const input of next.inputs.toReversed()) open.push(input);
  }
  const left = count - names.length;
  return left > 0 ? `${names.join(', ')} and ${left} more` : names.join(', ');
}
