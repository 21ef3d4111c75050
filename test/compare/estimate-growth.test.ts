// The exponent between two sizes of the data. A user would miss a projection that is off by a power.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { estimateGrowth } from '../../src/compare/estimate-growth.ts';
import type { RelationSize } from '../../src/compare/growth.ts';
import type { CaseMeasurement } from '../../src/compare/measurement.ts';
import type { PlanNode } from '../../src/plan/plan.ts';
import { planWork } from '../../src/plan/work.ts';
import { caseOf, FAILED, side, TIMED_OUT } from '../rules/measurements.ts';

function scan(nodeType: string, blocks: number, rows: number, rest: Partial<PlanNode> = {}): PlanNode {
  const figures = { actualRows: rows, actualLoops: 1, sharedHitBlocks: blocks };
  return { nodeType, schema: 'public', relationName: 'orders', ...figures, plans: [], ...rest };
}

const ORDERS: RelationSize = {
  relation: 'orders',
  scannedAs: ['public.orders'],
  rows: { tenth: 1000, all: 10_000 },
  productionRows: null,
};

function measured(tenth: PlanNode, all: PlanNode, size: Partial<RelationSize> = {}): CaseMeasurement {
  const outcome = (root: PlanNode) => {
    const plan = { root, triggers: [] };
    return side(planWork(plan), plan, 20);
  };
  return { ...caseOf(null, outcome(all)), growth: { tenth: outcome(tenth), sizes: [{ ...ORDERS, ...size }] } };
}

const exponentOf = (item: CaseMeasurement) => estimateGrowth(item)?.relations[0]?.exponent;

test.each<[string, [number, number], [number, number], number]>([
  ['constant', [4, 1], [4, 1], 0],
  ['in proportion', [10, 1000], [100, 10_000], 1],
  ['blocks more than rows', [10, 10], [100, 10], 1],
  ['rows more than blocks', [10, 1000], [10, 100_000], 2],
  ['a square root', [10, 1], [32, 1], 0.505],
  ['less at the larger size', [100, 50], [4, 1], 0],
  ['nothing at the smaller one', [0, 0], [10, 10], 1],
])('%s', (_, tenth, all, expected) => {
  expect(exponentOf(measured(scan('Seq Scan', ...tenth), scan('Seq Scan', ...all)))).toBeCloseTo(expected, 3);
});

it('rows that were thrown away count as read', () => {
  const tenth = scan('Index Scan', 5, 1, { rowsRemovedByFilter: 99 });
  expect(exponentOf(measured(tenth, scan('Index Scan', 5, 1, { rowsRemovedByFilter: 999 })))).toBeCloseTo(1);
});

it('blocks of another kind of scan are not compared', () => {
  expect(exponentOf(measured(scan('Index Only Scan', 3, 1000), scan('Seq Scan', 640, 10_000)))).toBeCloseTo(1);
});

it('sizes that are too alike say nothing', () => {
  const item = (rows: RelationSize['rows']) =>
    measured(scan('Seq Scan', 1, 1), scan('Seq Scan', 9, 9), { rows });
  expect(exponentOf(item({ tenth: 3000, all: 10_000 }))).toBeNull();
  expect(exponentOf(item({ tenth: 0, all: 10_000 }))).toBeNull();
  expect(estimateGrowth(item({ tenth: 10_000, all: 10_000 }))?.projected).toBeNull();
});

it('a bitmap counts with its index scans, and a subplan of the filter apart', () => {
  const index: PlanNode = { nodeType: 'Bitmap Index Scan', sharedHitBlocks: 4, actualLoops: 1, plans: [] };
  const subplan = scan('Seq Scan', 50, 5, { relationName: 'lines', parentRelationship: 'SubPlan' });
  const all = scan('Bitmap Heap Scan', 100, 10, {
    plans: [{ ...index, parentRelationship: 'Outer' }, subplan],
  });
  expect(estimateGrowth(measured(all, all))?.relations[0]?.blocks.all).toBe(50);
});

it('partitions and scans of the same table are added up', () => {
  const partitions = ['orders_1', 'orders_2', 'orders_2'].map((relationName) =>
    scan('Seq Scan', 10, 5, { relationName }),
  );
  const all: PlanNode = {
    nodeType: 'Append',
    actualRows: 15,
    actualLoops: 1,
    sharedHitBlocks: 30,
    plans: partitions,
  };
  const growth = estimateGrowth(measured(all, all, { scannedAs: ['public.orders_1', 'public.orders_2'] }));
  expect(growth?.relations[0]).toMatchObject({ relation: 'orders', blocks: { tenth: 30, all: 30 } });
});

it('a write gives out the rows that it writes', () => {
  const update: PlanNode = {
    nodeType: 'ModifyTable',
    actualRows: 0,
    actualLoops: 1,
    plans: [scan('Seq Scan', 9, 70)],
  };
  expect(estimateGrowth(measured(update, update))?.rowsOut).toEqual({ tenth: 70, all: 70 });
});

describe('projection', () => {
  const project = (exponentBlocks: number, productionRows: number | null) =>
    estimateGrowth(measured(scan('Seq Scan', 10, 1), scan('Seq Scan', exponentBlocks, 1), { productionRows }))
      ?.projected;

  it.each([
    ['constant work stays', 10, 10_000_000, { blocks: 10, ms: 20 }],
    ['work in proportion grows as the table', 100, 10_000_000, { blocks: 100_000, ms: 20_000 }],
    ['quadratic work by the square', 1000, 100_000, { blocks: 100_000, ms: 2000 }],
    ['a smaller table makes it less', 100, 1000, { blocks: 10, ms: 2 }],
  ])('%s', (_, blocks, rows, expected) => {
    expect(project(blocks, rows)?.blocks).toBe(expected.blocks);
    expect(project(blocks, rows)?.ms).toBeCloseTo(expected.ms, 3);
  });

  it('needs the rows of production', () => {
    expect(project(100, null)).toBeNull();
  });
});

it.each([
  [
    'the tenth failed',
    { ...measured(scan('a', 1, 1), scan('a', 1, 1)), growth: { tenth: FAILED, sizes: [ORDERS] } },
  ],
  ['head did not end', { ...measured(scan('a', 1, 1), scan('a', 1, 1)), head: TIMED_OUT }],
  ['there is no tenth', caseOf(null, side({}))],
])('nothing is known when %s', (_, item) => {
  expect(estimateGrowth(item)).toBeNull();
});

it('finds the power that the work has', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 3, noNaN: true }),
      fc.integer({ min: 4, max: 1000 }),
      (power, times) => {
        const rows = { tenth: 1000, all: 1000 * times };
        const all = 10_000 * times ** power;
        const item = measured(scan('Seq Scan', 10_000, 0), scan('Seq Scan', all, 0), { rows });
        expect(Math.abs((exponentOf(item) ?? -1) - power)).toBeLessThan(0.001);
      },
    ),
  );
});
