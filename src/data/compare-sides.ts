import { comparePlans, type PlanComparison } from './compare-plans.ts';
import type { DataPlan } from './data-step.ts';
import type { DataTree } from './data-tree.ts';
import { type DataConfig, planData } from './plan-data.ts';

/** What fills each side, and how the two differ. */
export interface SidesComparison extends PlanComparison {
  readonly plans: { readonly base: DataPlan; readonly head: DataPlan };
}

/**
 * Compares schema and seed of the two sides by their files alone; no server is needed.
 * @throws ConfigError for a path that is not there, and for migrations that can't be read
 * @throws SchemaError for a migration that its tool would refuse
 */
export async function compareSides(
  base: DataTree,
  head: DataTree,
  config: DataConfig,
): Promise<SidesComparison> {
  const plans = { base: await planData(base, config), head: await planData(head, config) };
  return { plans, ...comparePlans(plans.base, plans.head, () => treesDiffer(base, head)) };
}

function treesDiffer(base: DataTree, head: DataTree): boolean {
  const [left, right] = [base.files(), head.files()];
  return (
    left.length !== right.length ||
    left.some((file, at) => file !== right[at] || base.contentId(file) !== head.contentId(file))
  );
}
