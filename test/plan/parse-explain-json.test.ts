import { describe, expect, test } from 'vitest';
import { SourceError } from '../../src/errors.ts';
import { diffPlans } from '../../src/plan/diff-plans.ts';
import { parseExplainJson } from '../../src/plan/parse-explain-json.ts';
import { planShape } from '../../src/plan/plan-shape.ts';
import { walkPlan } from '../../src/plan/walk-plan.ts';
import { planWork } from '../../src/plan/work.ts';
import { RECORDED_PLANS, recordedPlan } from './recorded-plans.ts';

test('a list, its object and either as text are the same plan', () => {
  for (const { json } of RECORDED_PLANS.slice(0, 5)) {
    const [object] = json as unknown[];
    const expected = parseExplainJson(json);
    for (const input of [object, JSON.stringify(json), JSON.stringify(object)]) {
      expect(parseExplainJson(input)).toEqual(expected);
    }
  }
});

test("field names are EXPLAIN's, camelCased one to one", () => {
  const { root, serialization, triggers, executionTime } = recordedPlan('by-id');
  expect(root).toMatchObject({
    nodeType: 'Index Scan',
    scanDirection: 'Forward',
    indexName: 'orders_pkey',
    relationName: 'orders',
    schema: 'public',
    alias: 'orders',
    indexCond: '(orders.id = 42)',
    actualRows: 1,
    actualLoops: 1,
    indexSearches: 1,
    sharedReadBlocks: 0,
    walBytes: 0,
    plans: [],
  });
  expect(serialization).toMatchObject({ outputVolume: 1, sharedHitBlocks: 0 });
  expect(triggers).toEqual([]);
  expect(executionTime).toBeGreaterThan(0);
  expect(recordedPlan('sub-plan').root.plans[0]?.plans[0]?.plans[0]?.actualRows).toBeCloseTo(5.1);
  expect(recordedPlan('delete-cascades').triggers[0]).toMatchObject({
    constraintName: 'lines_order_id_fkey',
    relation: 'orders',
    calls: 21,
  });
});

test.each(RECORDED_PLANS.map(({ major, name, plan }) => ({ major, name, plan })))(
  'PostgreSQL $major: $name is read whole',
  ({ plan }) => {
    const nodes = [...walkPlan(plan.root)];
    expect(nodes.every(({ nodeType }) => nodeType !== '')).toBe(true);
    expect(nodes.every(({ actualLoops }) => actualLoops !== undefined)).toBe(true);
  },
);

describe('what is no plan is refused with the place', () => {
  test.each<[string, unknown, string]>([
    ['null', null, 'EXPLAIN output: null, an object with a "Plan" is expected'],
    ['text that is no JSON', 'Seq Scan on orders', 'EXPLAIN output: not JSON'],
    ['an empty list', [], 'EXPLAIN output: 0 plans, one is expected'],
    ['two plans', [{ Plan: {} }, { Plan: {} }], '2 plans, one is expected'],
    ['an object without a plan', { Query: 'x' }, 'no "Plan" among "Query"'],
    ['a plan that is a list', { Plan: [] }, 'Plan: a list, a plan node is expected'],
    ['a node without a type', { Plan: {} }, 'Plan: a plan node without "Node Type"'],
    ['a field of the wrong type', { Plan: { 'Node Type': 7 } }, 'Plan: "Node Type" is 7, text is expected'],
    [
      'rows as text',
      { Plan: { 'Node Type': 'Result', 'Actual Rows': '1' } },
      'Plan: "Actual Rows" is "1", a number of 0 or more is expected',
    ],
    [
      'an endless number',
      '{"Plan": {"Node Type": "Result", "Total Cost": 1e999}}',
      '"Total Cost" is Infinity, a number of 0 or more is expected',
    ],
    [
      'a sort key with a hole',
      { Plan: { 'Node Type': 'Sort', 'Sort Key': ['a', null] } },
      '"Sort Key" is a list, a list of texts is expected',
    ],
    ['children that are no list', { Plan: { 'Node Type': 'Limit', Plans: {} } }, 'Plan: "Plans" is an object'],
    [
      'a child that is no node',
      { Plan: { 'Node Type': 'Limit', Plans: [3] } },
      'child 1 of Limit: 3, a plan node is expected',
    ],
    ['triggers that are no list', { Plan: { 'Node Type': 'Result' }, Triggers: 1 }, '"Triggers" is 1'],
    ['a nameless trigger', { Plan: { 'Node Type': 'Result' }, Triggers: [{}] }, 'trigger 1: no "Trigger Name"'],
    [
      'a serialization that is text',
      { Plan: { 'Node Type': 'Result' }, Serialization: 'x' },
      '"Serialization" is "x"',
    ],
  ])('%s', (_, input, message) => {
    expect(() => parseExplainJson(input)).toThrow(SourceError);
    expect(() => parseExplainJson(input)).toThrow(message);
  });
});

test('a name of a built-in of the language is only a name', () => {
  const plan = parseExplainJson(
    '{"Plan": {"Node Type": "Result", "__proto__": {"alias": "x"}, "constructor": 1}}',
  );
  expect(plan.root).toEqual({ nodeType: 'Result', plans: [] });
});

test('long foreign text is cut in an error', () => {
  expect(() =>
    parseExplainJson({ Plan: { 'Node Type': 'Result', 'Actual Rows': 'x'.repeat(10_000) } }),
  ).toThrow(/^.{0,200}$/u);
});

test('a plan of 5,000 levels is read, counted, shaped and compared', () => {
  let node: Record<string, unknown> = { 'Node Type': 'Seq Scan', 'Relation Name': 'orders', Alias: 'orders' };
  for (let level = 0; level < 5000; level += 1) {
    node = {
      'Node Type': level % 2 ? 'Limit' : 'Subquery Scan',
      'Actual Rows': 1,
      'Actual Loops': 1,
      Plans: [node],
    };
  }
  const plan = parseExplainJson({ Plan: node });
  expect(planWork(plan).rowsProcessed).toBe(5000);
  expect(planShape(plan).split('\n')).toHaveLength(5001);
  expect(diffPlans(plan, plan)).toEqual([]);
});
