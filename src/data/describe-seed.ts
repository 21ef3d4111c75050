import type { DataTree } from './data-tree.ts';
import { type DataConfig, planData } from './plan-data.ts';

/** Of a step, what does not matter to the rows: where its file stands, and its place in the config. */
const NAMES: ReadonlySet<string> = new Set(['path', 'key']);

/** What the seed is made of, as text: equal texts, equal rows. Names of files don't matter; what a command does is not known. */
export async function describeSeed(tree: DataTree, config: DataConfig): Promise<string> {
  const { seed } = await planData(tree, config);
  const steps = seed.flatMap((entry) => entry.steps);
  return JSON.stringify(
    steps.map((step) =>
      Object.entries(step)
        .filter(([field]) => !NAMES.has(field))
        .toSorted(),
    ),
  );
}
