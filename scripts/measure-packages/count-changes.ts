import { pairQueries } from '../../src/compare/pair-queries.ts';
import type { ChangeCounts } from './measured-package.ts';
import type { PackageQueries } from './read-package-queries.ts';

/** Counts what the newer version changes, as a check pairs the queries of the two. */
export function countChanges({ base, head }: Pick<PackageQueries, 'base' | 'head'>): ChangeCounts {
  const changes = pairQueries(base, head).map(({ change }) => change);
  const count = (kind: (typeof changes)[number]): number => changes.filter((change) => change === kind).length;
  return { added: count('added'), changed: count('changed'), removed: count('removed') };
}
