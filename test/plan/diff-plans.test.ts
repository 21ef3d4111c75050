import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeNode } from '../../src/plan/describe-node.ts';
import { diffPlans } from '../../src/plan/diff-plans.ts';
import { PLAN_CHANGE_KINDS, type Plan, type PlanChange, type PlanNode } from '../../src/plan/plan.ts';
import { walkPlan } from '../../src/plan/walk-plan.ts';
import { arbitraryPlan, mapPlan } from './arbitrary-plan.ts';
import { RECORDED_PLANS, recordedPlan } from './recorded-plans.ts';

/** A change as a reader sees it. */
function lines(base: string, head: string): string[] {
  return diffPlans(recordedPlan(base), recordedPlan(head)).map(
    ({ kind, from, to, detail }) => `${kind}: ${from} → ${to}${detail === undefined ? '' : ` (${detail})`}`,
  );
}

describe('what a reviewer is told', () => {
  test.each<[string, string, string[]]>([
    [
      'by-customer-index',
      'by-customer-seq',
      [
        'access: Bitmap Heap Scan on orders o → Seq Scan on orders o (uses no index; base uses orders_customer_id_idx)',
      ],
    ],
    [
      'condition-in-index',
      'condition-in-filter',
      [
        'access: Index Scan using lines_pkey on lines → Index Scan using lines_pkey on lines (a condition moved from Index Cond to Filter: Filter: ((lines."position" + 0) = 1))',
      ],
    ],
    [
      'condition-in-filter',
      'condition-in-index',
      [
        'access: Index Scan using lines_pkey on lines → Index Scan using lines_pkey on lines (a condition moved from Filter to Index Cond: Index Cond: ((lines.order_id = 10) AND (lines."position" = 1)))',
      ],
    ],
    [
      'join-hash',
      'join-nested-loop',
      [
        'access: Seq Scan on orders o → Index Scan using orders_customer_id_idx on orders o',
        'join: Hash Join → Nested Loop',
      ],
    ],
    [
      'join-three',
      'join-three-forced-order',
      [
        'access: Index Scan using lines_pkey on lines l → Seq Scan on lines l',
        'join: Nested Loop → Hash Join',
        'order: Hash Join → Hash Join (joins l, o; on base o, c)',
      ],
    ],
    [
      'aggregate-hashed',
      'aggregate-sorted',
      [
        'access: Seq Scan on orders → Index Scan using orders_customer_id_idx on orders',
        'strategy: HashAggregate → GroupAggregate',
      ],
    ],
    ['sort-memory', 'sort-spilled', ['spill: Sort → Sort (spills to disk)']],
    ['sort-spilled', 'sort-memory', ['spill: Sort → Sort (spills to disk no more)']],
    [
      'partitions',
      'partitions-pruned',
      ['removed: Seq Scan on events_2025 events_2 → null', 'removed: Append → null'],
    ],
    ['two-sub-plans', 'two-sub-plans-swapped', []],
  ])('%s → %s', (base, head, expected) => {
    expect(lines(base, head)).toEqual(expected);
  });

  test('blocks are the own ones of a node, rows those of all loops', () => {
    const [change] = diffPlans(recordedPlan('by-customer-index'), recordedPlan('by-customer-seq'));
    expect(change).toMatchObject({
      relationName: 'orders',
      blocks: { base: 7, head: 128 },
      rows: { base: 5, head: 5 },
    });
  });
});

test('the two sides of a self-join are kept apart by alias', () => {
  const plan = recordedPlan('join-self');
  const slower = mapPlan(plan, (node) =>
    node.alias === 'b' ? { ...node, nodeType: 'Index Scan', indexName: 'orders_status_idx' } : node,
  );
  expect(diffPlans(plan, slower).map(({ from, to }) => [from, to])).toEqual([
    ['Seq Scan on orders b', 'Index Scan using orders_status_idx on orders b'],
  ]);
});

test('a partition is matched with itself though its numbered alias moved', () => {
  const plan = recordedPlan('partitions-self-join');
  const renumbered = mapPlan(plan, (node) =>
    node.alias === undefined
      ? node
      : { ...node, alias: `${node.alias.slice(0, -1)}${Number(node.alias.at(-1)) + 1}` },
  );
  expect(diffPlans(plan, renumbered)).toEqual([]);
});

test('a renamed CTE and a renamed alias are no change', () => {
  const plan = recordedPlan('cte-scanned-twice');
  const rename = (node: PlanNode): PlanNode => ({
    ...node,
    ...(node.subplanName === undefined ? {} : { subplanName: 'CTE other' }),
    ...(node.cteName === undefined ? {} : { cteName: 'other' }),
    ...(node.alias === undefined ? {} : { alias: `${node.alias}_renamed` }),
  });
  expect(diffPlans(plan, mapPlan(plan, rename))).toEqual([]);
});

test('an estimate that got worse is told once, where it begins', () => {
  const plan = recordedPlan('join-three');
  const misled = mapPlan(plan, (node) => ({
    ...node,
    planRows: (node.planRows ?? 0) * (node.alias === 'l' || node.plans.length > 0 ? 1000 : 1),
  }));
  const changes = diffPlans(plan, misled).filter(({ kind }) => kind === 'estimate');
  expect(changes.map(({ to }) => to)).toContain('Index Scan using lines_pkey on lines l');
  expect(changes.filter(({ to }) => to === 'Nested Loop')).toEqual([]);
});

test('a node under a join that swapped its sides is matched all the same', () => {
  const plan = recordedPlan('join-hash');
  const swapped = mapPlan(plan, (node) => {
    const [outer, inner] = node.plans;
    const scan = inner?.plans[0];
    if (node.nodeType !== 'Hash Join' || !outer || !inner || !scan) return node;
    return { ...node, plans: [scan, { ...inner, plans: [outer] }] };
  });
  expect(diffPlans(plan, swapped)).toMatchObject([
    { kind: 'order', from: 'Hash Join', to: 'Hash Join', detail: 'outer and inner side changed places' },
  ]);
});

test.each(RECORDED_PLANS.map(({ major, name, plan }) => ({ major, name, plan })))(
  'PostgreSQL $major: $name does not differ from itself',
  ({ plan }) => {
    expect(diffPlans(plan, plan)).toEqual([]);
  },
);

test('between any two recorded plans every change names nodes that exist, gravest kind first', () => {
  for (const { plan: base } of RECORDED_PLANS.filter(({ major }) => major === 18)) {
    for (const { plan: head } of RECORDED_PLANS.filter(({ major }) => major === 18)) checkChanges(base, head);
  }
});

describe('any plan', () => {
  test('does not differ from itself', () => {
    fc.assert(fc.property(arbitraryPlan, (plan) => isEmpty(diffPlans(plan, plan))));
  });

  test('does not differ when the inputs of an Append stand in another order', () => {
    const reversed = (node: PlanNode) =>
      node.nodeType === 'Append' ? { ...node, plans: node.plans.toReversed() } : node;
    fc.assert(fc.property(arbitraryPlan, (plan) => isEmpty(diffPlans(plan, mapPlan(plan, reversed)))));
  });

  test('does not differ when its subplans are numbered anew', () => {
    const renumbered = (node: PlanNode) =>
      node.subplanName === undefined || node.subplanName.startsWith('CTE ')
        ? node
        : { ...node, subplanName: `${node.parentRelationship} 9${node.subplanName.length} (returns $7)` };
    fc.assert(fc.property(arbitraryPlan, (plan) => isEmpty(diffPlans(plan, mapPlan(plan, renumbered)))));
  });

  test('gives changes that name nodes that exist, gravest kind first', () => {
    fc.assert(fc.property(arbitraryPlan, arbitraryPlan, checkChanges));
  });

  test('gives an access change for a scan whose index is gone, unless its plan has a like scan', () => {
    fc.assert(
      fc.property(arbitraryPlan, (plan) => {
        const relation = 'only_here';
        const around = (scan: PlanNode): Plan => ({
          root: { nodeType: 'Append', plans: [plan.root, scan] },
          triggers: [],
        });
        const base = around({
          nodeType: 'Index Scan',
          relationName: relation,
          alias: relation,
          indexName: 'i',
          plans: [],
        });
        const head = around({ nodeType: 'Seq Scan', relationName: relation, alias: relation, plans: [] });
        expect(diffPlans(base, head)).toMatchObject([
          {
            kind: 'access',
            relationName: relation,
            from: `Index Scan using i on ${relation}`,
            to: `Seq Scan on ${relation}`,
          },
        ]);
      }),
    );
  });
});

function isEmpty(changes: readonly PlanChange[]): void {
  expect(changes).toEqual([]);
}

function checkChanges(base: Plan, head: Plan): void {
  const names = (plan: Plan) => new Set([...walkPlan(plan.root)].map(describeNode));
  const [before, after] = [names(base), names(head)];
  const changes = diffPlans(base, head);
  for (const { kind, from, to, blocks, rows } of changes) {
    expect(from !== null || to !== null).toBe(true);
    if (from !== null) expect(before).toContain(from);
    if (to !== null) expect(after).toContain(to);
    expect(blocks.base === null).toBe(from === null);
    expect(rows.head === null || to !== null).toBe(true);
    expect(kind === 'added').toBe(from === null);
    expect(kind === 'removed').toBe(to === null);
  }
  const order = changes.map(({ kind }) => PLAN_CHANGE_KINDS.indexOf(kind));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
}
