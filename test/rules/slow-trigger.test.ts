// A foreign key without an index shows in no plan: a user would miss which one it is, and which index it lacks.
import { describe, expect, test } from 'vitest';
import type { FiredTrigger, SideOutcome } from '../../src/compare/measurement.ts';
import { resolveRules } from '../../src/rules/policy.ts';
import { caseOf, FAILED, LESS_TIME, MORE_TIME, SAME_TIME, side } from './measurements.ts';

const rule = resolveRules({}, [], { id: 'q', name: 'q', file: 'q', relations: [] }).find(
  ({ id }) => id === 'slow-trigger',
);
const check = (base: SideOutcome | null, head: SideOutcome, time: Parameters<typeof caseOf>[2] = MORE_TIME) =>
  rule?.check(caseOf(base, head, time));

function foreignKey(hasIndex: boolean, ms = 1, name = 'orders_customer_id_fkey'): FiredTrigger {
  const key = { name, relation: 'orders', columns: ['customer_id', 'region'], hasIndex };
  return { triggerName: 'RI_a', constraintName: name, relation: 'customers', calls: 2, ms, foreignKey: key };
}

const AUDIT: FiredTrigger = {
  triggerName: 'audit',
  constraintName: null,
  relation: 'customers',
  calls: 1,
  ms: 9,
  foreignKey: null,
};

function fired(blocks: number | null, ...triggers: FiredTrigger[]): SideOutcome {
  const measured = side({ blocks: blocks ?? 0 });
  return measured.kind === 'measured' ? { ...measured, triggers: { blocks, fired: triggers } } : measured;
}

describe('against base', () => {
  test('names the constraint, the table, the columns that lack an index, and what it costs', () => {
    const found = check(fired(4, foreignKey(true)), fired(5304, AUDIT, foreignKey(false, 40)));
    expect(found).toMatchObject({ rule: 'slow-trigger', severity: 'error' });
    expect(found?.message).toBe(
      'foreign key orders_customer_id_fkey of orders (40 ms in 2 calls): triggers touch 5,304 blocks instead of 4 (1,326x); no index leads to the referencing rows: orders (customer_id, region), time +100 % (+5 ms)',
    );
  });

  test.each([
    ['time confirms it', MORE_TIME, 'error'],
    ['time does not', SAME_TIME, 'warning'],
    ['it was not timed', null, 'warning'],
    ['it is surely faster', LESS_TIME, 'note'],
  ])('%s', (_, time, severity) => {
    expect(check(fired(4, foreignKey(true)), fired(500, foreignKey(false)), time)?.severity).toBe(severity);
  });

  test.each([
    ['equal', 500, 500],
    ['fewer', 500, 4],
    ['short of the absolute step', 4, 35],
    ['short of the relative step', 1000, 1249],
  ])('says nothing of %s blocks', (_, base, head) => {
    expect(check(fired(base, foreignKey(false)), fired(head, foreignKey(false)))).toBeNull();
  });

  test('blames the key that lost its index before one that never had any, and a slow trigger last', () => {
    const others = [AUDIT, foreignKey(false, 50, 'a_fkey')];
    const base = fired(4, ...others, foreignKey(true, 1, 'b_fkey'));
    expect(check(base, fired(500, ...others, foreignKey(false, 9, 'b_fkey')))?.message).toContain('key b_fkey');
    expect(check(fired(4, AUDIT), fired(500, AUDIT, foreignKey(true)))?.message).toContain(
      'trigger audit of customers (9 ms in 1 call)',
    );
  });

  test('a trigger that is new counts from nothing', () => {
    expect(check(side({}), fired(500, AUDIT))?.message).toContain('500 blocks instead of 0,');
  });

  test('where blocks are not counted, time warns at most', () => {
    expect(check(fired(null, foreignKey(true, 1)), fired(null, foreignKey(false, 5)))).toMatchObject({
      severity: 'warning',
      message: expect.stringContaining('triggers take 5 ms instead of 1 ms; no index'),
    });
    expect(check(fired(null, foreignKey(true, 1)), fired(null, foreignKey(false, 1.1)))).toBeNull();
  });

  test('a side that fails has other rules', () => {
    expect(check(FAILED, fired(500, foreignKey(false)))).toBeNull();
    expect(check(fired(4, foreignKey(true)), FAILED)).toBeNull();
  });
});

describe('of a new query', () => {
  test('warns of a key without an index that costs something', () => {
    expect(check(null, fired(500, foreignKey(false)), null)?.severity).toBe('warning');
  });

  test.each([
    ['a small table', fired(31, foreignKey(false))],
    ['a key that has its index', fired(500, foreignKey(true))],
    ['a trigger with a purpose of its own', fired(500, AUDIT)],
    ['no trigger', side({ blocks: 500 })],
  ])('says nothing of %s', (_, head) => {
    expect(check(null, head, null)).toBeNull();
  });
});
