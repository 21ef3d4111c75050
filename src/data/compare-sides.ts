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
  return { plans, ...comparePlans(plans.base, plans.head, () => changedFiles(base, head)) };
}

/** Paths of the files that differ, or that only one side has. */
function changedFiles(base: DataTree, head: DataTree): readonly string[] {
  const files = new Set([...base.files(), ...head.files()]);
  return [...files].filter((file) => base.contentId(file) !== head.contentId(file));
}
