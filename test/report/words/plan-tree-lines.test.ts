import { expect, test } from 'vitest';
import type { Plan, PlanNode } from '../../../src/plan/plan.ts';
import { planTreeLines } from '../../../src/report/words/plan-tree-lines.ts';
import { recordedPlan } from '../../plan/recorded-plans.ts';

const side = (plan: Plan) => ({
  blocks: 0,
  tempBlocks: 0,
  rowsProcessed: 0,
  walBytes: 0,
  executionMs: { median: 1, samples: 1 },
  plan,
});
const lines = (base: Plan, head: Plan) =>
  planTreeLines({ base: side(base), head: side(head) }).map(({ sign, text }) => `${sign} ${text}`);

const figures = { actualRows: 10, actualLoops: 1, sharedHitBlocks: 0 };

/** A chain of joins with so many nodes; the deepest scan has the fields given. */
function deepPlan(nodes: number, deepest: Partial<PlanNode>, swap = false): Plan {
  const scan = (index: number): PlanNode => ({
    nodeType: 'Index Scan',
    relationName: `r${index}`,
    alias: `r${index}`,
    indexName: `i${index}`,
    ...figures,
    plans: [],
  });
  let root: PlanNode = { ...scan(0), ...deepest };
  for (let count = 1; count < nodes; count += 2) {
    const members = [root, scan(count)];
    root = { nodeType: 'Append', ...figures, plans: swap ? members.toReversed() : members };
  }
  return { root, triggers: [] };
}

test('a change deep in a plan of 200 nodes shows in ten lines, with rows and blocks of both sides', () => {
  const base = deepPlan(201, {});
  const shown = lines(base, deepPlan(201, { nodeType: 'Seq Scan', sharedHitBlocks: 5310, actualRows: 20 }));
  expect(shown.length).toBeLessThanOrEqual(10);
  expect(shown).toMatchInlineSnapshot(`
    [
      "  Append  (10 rows)",
      "    … 97 levels",
      "      Append  (10 rows)",
      "        Append  (10 rows)",
      "-         Index Scan using i0 on r0  (10 rows, 0 blocks)",
      "+         Seq Scan using i0 on r0  (20 rows, 5,310 blocks)",
      "@ and 100 other nodes as on base",
    ]
  `);
});

test('a child in another place of an Append and a node numbered anew are no change', () => {
  expect(lines(deepPlan(41, {}), deepPlan(41, {}, true))).toEqual([]);
  expect(lines(recordedPlan('two-sub-plans'), recordedPlan('two-sub-plans-swapped'))).toEqual([]);
});

test('with too many changes the gravest are shown and the rest is counted', () => {
  const partitions = (nodeType: string): Plan => ({
    root: {
      nodeType: 'Append',
      ...figures,
      plans: Array.from({ length: 100 }, (_, index) => ({
        nodeType,
        relationName: `p${index}`,
        ...figures,
        plans: [],
      })),
    },
    triggers: [],
  });
  const shown = lines(partitions('Index Scan'), partitions('Seq Scan'));
  expect(shown.filter((line) => line.startsWith('+'))).toHaveLength(12);
  expect(shown.at(-1)).toBe('@ and 88 more changes');
});

test('a plan that has to be skipped to levels says how many', () => {
  const shown = lines(deepPlan(21, {}), deepPlan(21, { nodeType: 'Seq Scan' }));
  expect(shown.filter((line) => line.includes('levels'))).toEqual(['    … 7 levels']);
});
