import { expect, test } from 'vitest';
import { parseExplainJson } from '../../src/plan/parse-explain-json.ts';
import { nodeBlocks, planWork } from '../../src/plan/work.ts';
import { RECORDED_MAJORS, RECORDED_PLANS, recordedPlan } from './recorded-plans.ts';

test("an ordinary plan's blocks are its root's", () => {
  const plan = recordedPlan('join-three');
  expect(planWork(plan).blocks).toBe(nodeBlocks(plan.root));
});

// Were one of these left out of the root's counters, a regression inside it would not be seen.
test.each([
  'cte-scanned-twice',
  'init-plan',
  'sub-plan',
  'sub-plan-hashed',
  'two-sub-plans',
  'cte-writes-read',
])('the root of %s includes what hangs beside it', (name) => {
  for (const major of RECORDED_MAJORS) {
    const { root } = recordedPlan(name, major);
    const beside = root.plans.filter(({ parentRelationship }) => parentRelationship !== 'Outer');
    expect(beside.length).toBeGreaterThan(0);
    expect(nodeBlocks(root)).toBeGreaterThanOrEqual(Math.max(...beside.map(nodeBlocks)));
  }
});

test.each(RECORDED_MAJORS)(
  'PostgreSQL %d: rows that a writing CTE has left when nobody reads on are work too',
  (major) => {
    const unread = recordedPlan('cte-writes-unread', major);
    const inPart = recordedPlan('cte-writes-read-in-part', major);
    const whole = nodeBlocks(unread.root.plans[0] ?? unread.root);
    expect(nodeBlocks(unread.root)).toBe(0);
    expect(planWork(unread).blocks).toBe(whole);
    expect(nodeBlocks(inPart.root)).toBeLessThan(whole);
    expect(planWork(inPart).blocks).toBe(nodeBlocks(inPart.root.plans[0] ?? inPart.root));
    expect(planWork(inPart).walBytes).toBeGreaterThan(10_000);
  },
);

test('a writing CTE that is read to its end is counted once', () => {
  const plan = recordedPlan('cte-writes-read');
  expect(planWork(plan).blocks).toBe(nodeBlocks(plan.root));
});

test('detoasting the output is work that no node shows', () => {
  const plan = recordedPlan('toasted');
  expect(planWork(plan).blocks).toBeGreaterThan(nodeBlocks(plan.root) + 20);
  expect(planWork(plan).blocks).toBe(nodeBlocks(plan.root) + (plan.serialization?.sharedHitBlocks ?? 0));
});

test('blocks are shared, local and temp together, temp also apart; planning is left out', () => {
  const counters = {
    'Shared Hit Blocks': 1,
    'Shared Read Blocks': 2,
    'Shared Dirtied Blocks': 500,
    'Local Hit Blocks': 4,
    'Local Read Blocks': 8,
    'Temp Read Blocks': 16,
    'Temp Written Blocks': 32,
    'WAL Bytes': 77,
  };
  const plan = parseExplainJson({
    Plan: { 'Node Type': 'Result', ...counters },
    Planning: { 'Shared Hit Blocks': 900 },
  });
  expect(planWork(plan)).toEqual({ blocks: 63, tempBlocks: 48, rowsProcessed: 0, walBytes: 77 });
  expect(planWork(recordedPlan('temp-table')).blocks).toBeGreaterThan(0);
  expect(planWork(recordedPlan('sort-spilled')).tempBlocks).toBeGreaterThan(100);
});

test('rows processed are produced and thrown away, times loops', () => {
  const node = (fields: object, ...plans: object[]) => ({ 'Node Type': 'Result', ...fields, Plans: plans });
  const plan = parseExplainJson({
    Plan: node(
      { 'Actual Rows': 10, 'Actual Loops': 1, 'Rows Removed by Filter': 5 },
      node({
        'Actual Rows': 2.5,
        'Actual Loops': 4,
        'Rows Removed by Join Filter': 1,
        'Rows Removed by Index Recheck': 0.5,
      }),
      node({ 'Actual Rows': 0, 'Actual Loops': 0 }),
    ),
  });
  expect(planWork(plan).rowsProcessed).toBe(15 + 16);
});

test('a plan that was not executed has no work', () => {
  const plan = parseExplainJson({ Plan: { 'Node Type': 'Seq Scan', 'Plan Rows': 1000, 'Total Cost': 55 } });
  expect(planWork(plan)).toEqual({ blocks: 0, tempBlocks: 0, rowsProcessed: 0, walBytes: 0 });
});

test('every recorded plan has finite work of 0 or more', () => {
  for (const { plan } of RECORDED_PLANS) {
    for (const figure of Object.values(planWork(plan))) expect(figure).toBeGreaterThanOrEqual(0);
  }
});
