import { expect, test } from 'vitest';
import type { Plan, PlanNode } from '../../src/plan/plan.ts';
import { planShape } from '../../src/plan/plan-shape.ts';
import { RECORDED_PLANS, recordedPlan } from './recorded-plans.ts';

test.each([
  ['by-customer-index', 'by-customer-seq'],
  ['join-hash', 'join-merge'],
  ['join-hash', 'join-nested-loop'],
  ['join-three', 'join-three-forced-order'],
  ['aggregate-hashed', 'aggregate-sorted'],
  ['partitions', 'partitions-pruned'],
  ['join-semi', 'join-anti'],
  ['by-id', 'by-id-backward'],
])('%s and %s are told apart', (a, b) => {
  expect(planShape(recordedPlan(a))).not.toBe(planShape(recordedPlan(b)));
});

test('figures, conditions, spills and aliases are no part of it', () => {
  expect(planShape(recordedPlan('sort-memory'))).toBe(planShape(recordedPlan('sort-spilled')));
  expect(planShape(recordedPlan('condition-in-index'))).toBe(planShape(recordedPlan('condition-in-filter')));
  for (const { plan } of RECORDED_PLANS) {
    expect(planShape(changeNodes(plan, (node) => strip(node)))).toBe(planShape(plan));
  }
});

test('the name of a CTE is no part of it, which CTE is scanned is', () => {
  const scan = (cteName: string): PlanNode => ({ nodeType: 'CTE Scan', cteName, plans: [] });
  const plan = (...names: string[]): Plan => ({
    root: { nodeType: 'Append', plans: names.map(scan) },
    triggers: [],
  });
  expect(planShape(plan('a', 'b', 'a'))).toBe(planShape(plan('x', 'y', 'x')));
  expect(planShape(plan('a', 'b', 'a'))).not.toBe(planShape(plan('a', 'b', 'b')));
});

test('names with any characters can not be mistaken for structure', () => {
  const scan = (relationName: string, ...plans: PlanNode[]): Plan => ({
    root: { nodeType: 'Seq Scan', relationName, plans },
    triggers: [],
  });
  const child: PlanNode = { nodeType: 'Result', plans: [] };
  expect(planShape(scan('a"]\n[1,null,"Result"]'))).not.toBe(planShape(scan('a', child)));
});

function strip({ nodeType, plans, ...rest }: PlanNode): PlanNode {
  const kept = [
    'parentRelationship',
    'strategy',
    'partialMode',
    'parallelAware',
    'operation',
    'command',
    'joinType',
  ];
  const names = ['scanDirection', 'schema', 'relationName', 'indexName', 'functionName', 'cteName'];
  const fields = Object.entries(rest).filter(([key]) => [...kept, ...names].includes(key));
  return { ...Object.fromEntries(fields), nodeType, alias: 'other', filter: '(x = 1)', actualRows: 7, plans };
}

function changeNodes(plan: Plan, change: (node: PlanNode) => PlanNode): Plan {
  const visit = (node: PlanNode): PlanNode => change({ ...node, plans: node.plans.map(visit) });
  return { ...plan, root: visit(plan.root) };
}
