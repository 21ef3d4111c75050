import { describeNode } from '../describe-node.ts';
import type { PlanUnit } from './plan-unit.ts';
import { Interner } from './set-hash.ts';

/**
 * Two ranks to tell units of equal keys apart by: first content and surroundings, then content alone. Units of equal first rank are
 * interchangeable: all that a diff shows of them is equal, and so is the whole plan around them, inputs of an Append in any order.
 */
export function rankUnits(
  base: readonly PlanUnit[],
  head: readonly PlanUnit[],
): readonly ((unit: PlanUnit) => string)[] {
  const contents = new Map<PlanUnit, string>();
  const numbers = new Map<PlanUnit, number>();
  const surroundings = new Map<PlanUnit, number>();
  const [texts, trees, places] = [new Interner(), new Interner(), new Interner()];
  for (const units of [base, head]) {
    for (const unit of units) {
      const content = contentOf(unit);
      contents.set(unit, content);
      numbers.set(unit, texts.id(content));
    }
    const subtrees = numberSubtrees(units, numbers, trees);
    for (const unit of units) {
      const above = unit.owner ? `${surroundings.get(unit.owner)} ${subtrees.get(unit.owner)} ` : '';
      surroundings.set(unit, places.id(`${above}${subtrees.get(unit)}`));
    }
  }
  // What is left is sorted by the last rank: by the text, since numbers follow the order of the lists.
  return [(unit) => `${surroundings.get(unit)}`, (unit) => contents.get(unit) ?? ''];
}

/** Equal numbers for equal subtrees, children first. */
function numberSubtrees(
  units: readonly PlanUnit[],
  contents: ReadonlyMap<PlanUnit, number>,
  interner: Interner,
): ReadonlyMap<PlanUnit, number> {
  const numbers = new Map<PlanUnit, number>();
  const below = new Map<PlanUnit, { readonly inputs: number[]; readonly subplans: number[] }>();
  for (const unit of units.toReversed()) {
    const { inputs, subplans } = below.get(unit) ?? { inputs: [], subplans: [] };
    // Which input of a join is the outer one is a property of the plan; which of an Append is the first is not.
    const ordered = unit.role === 'join' ? inputs : inputs.sort((a, b) => a - b);
    const subplansInOrder = subplans.sort((a, b) => a - b);
    const number = interner.id(`${contents.get(unit)} ${ordered} | ${subplansInOrder}`);
    numbers.set(unit, number);
    if (!unit.owner) continue;
    const owner = below.get(unit.owner) ?? { inputs: [], subplans: [] };
    below.set(unit.owner, owner);
    (unit.parent ? owner.inputs : owner.subplans).push(number);
  }
  return numbers;
}

/** Everything that a diff shows of a unit. */
function contentOf({ node, helpers, ownBlocks, ownTempBlocks }: PlanUnit): string {
  return JSON.stringify([
    describeNode(node),
    node.indexCond,
    node.filter,
    helpers.map((helper) => [describeNode(helper), helper.indexCond, helper.hashBatches]).sort(),
    node.actualRows,
    node.actualLoops,
    node.planRows,
    node.rowsRemovedByFilter,
    node.rowsRemovedByIndexRecheck,
    ownBlocks,
    ownTempBlocks,
    node.sortSpaceType,
    node.hashaggBatches,
    node.storage,
  ]);
}
