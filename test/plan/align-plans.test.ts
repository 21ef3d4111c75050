import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alignPlans } from '../../src/plan/align-plans.ts';
import { describeNode } from '../../src/plan/describe-node.ts';
import { diffPlans } from '../../src/plan/diff-plans.ts';
import type { Plan, PlanNode } from '../../src/plan/plan.ts';
import { walkPlan } from '../../src/plan/walk-plan.ts';
import { arbitraryPlan } from './arbitrary-plan.ts';
import { RECORDED_PLANS, recordedPlan } from './recorded-plans.ts';

/** The tree as a reader sees it: indentation, then base and head where they differ. */
function tree(base: Plan, head: Plan): string[] {
  return alignPlans(base, head).map(({ depth, base: from, head: to, change }) => {
    const sides =
      from?.text === to?.text
        ? `${to?.text}`
        : [from ? `-${from.text}` : '', to ? `+${to.text}` : ''].join(' ');
    return `${'  '.repeat(depth)}${sides.trim()}${change ? ` [${change.kind}]` : ''}`;
  });
}

const scan = (relationName: string): PlanNode => ({ nodeType: 'Seq Scan', relationName, plans: [] });
const above = (nodeType: string, ...plans: PlanNode[]): PlanNode => ({ nodeType, plans });
const plan = (root: PlanNode): Plan => ({ root, triggers: [] });

describe('one tree of two plans', () => {
  test('a node that is gone stands in front of what it was wrapped around', () => {
    const base = plan(above('Limit', above('Sort', scan('orders')), scan('other')));
    const head = plan(above('Limit', scan('orders'), scan('other')));
    expect(tree(base, head)).toEqual([
      'Limit',
      '  -Sort [removed]',
      '  Seq Scan on orders',
      '  Seq Scan on other',
    ]);
  });

  test('a whole branch that is gone keeps its own tree', () => {
    const base = plan(above('Append', scan('a'), above('Sort', above('Materialize', scan('b')))));
    expect(tree(base, plan(above('Append', scan('a'))))).toEqual([
      'Append',
      '  Seq Scan on a',
      '  -Sort [removed]',
      '    -Materialize [removed]',
      '      -Seq Scan on b [removed]',
    ]);
  });

  test('a root that is gone stands above the new one', () => {
    expect(tree(plan(above('Limit', scan('a'))), plan(scan('a')))).toEqual([
      '-Limit [removed]',
      'Seq Scan on a',
    ]);
  });

  test('recorded: the index is lost below a join of another method', () => {
    expect(tree(recordedPlan('join-hash'), recordedPlan('join-nested-loop'))).toContain(
      '  -Seq Scan on orders o +Index Scan using orders_customer_id_idx on orders o [access]',
    );
  });
});

const NO_HELPERS = new Set(['Hash', 'Bitmap Index Scan', 'BitmapAnd', 'BitmapOr']);
const words = ({ root }: Plan): string[] =>
  [...walkPlan(root)].filter(({ nodeType }) => !NO_HELPERS.has(nodeType)).map(describeNode);

/** Every node of both sides is there exactly once, each level below a level, and every change is told once. */
function expectWhole(base: Plan, head: Plan): void {
  const nodes = alignPlans(base, head);
  const texts = (side: 'base' | 'head') => nodes.flatMap((node) => node[side]?.text ?? []);
  expect(texts('base').toSorted()).toEqual(words(base).toSorted());
  expect(texts('head').toSorted()).toEqual(words(head).toSorted());
  nodes.forEach(({ depth }, index) => {
    expect(depth).toBeLessThanOrEqual((nodes[index - 1]?.depth ?? -1) + 1);
  });
  const changes = nodes.flatMap(({ change, gravity }) => (change ? [{ change, gravity }] : []));
  const told = changes.toSorted((a, b) => a.gravity - b.gravity).map(({ change }) => change);
  expect(told).toEqual(diffPlans(base, head));
}

test('between recorded plans nothing is lost and nothing is said twice', () => {
  const newest = RECORDED_PLANS.filter(({ major }) => major === 18);
  for (const base of newest) for (const head of newest) expectWhole(base.plan, head.plan);
});

test('between any two plans nothing is lost and nothing is said twice', () => {
  // Sort nodes as a helper's child belong to nobody's unit: the arbitrary plans have Hash below Hash Join only.
  fc.assert(fc.property(arbitraryPlan, arbitraryPlan, expectWhole), { numRuns: 200 });
});

test('a plan against itself has no change', () => {
  fc.assert(
    fc.property(arbitraryPlan, (any) => {
      expect(alignPlans(any, any).every(({ change }) => change === null)).toBe(true);
    }),
  );
});
