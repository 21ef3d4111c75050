// Notes on new and changed queries, on plans that real servers made. A user would miss a join without a condition, and
// would stop reading if every plan had a note.
import { describe, expect, test } from 'vitest';
import type { SideOutcome } from '../../src/compare/measurement.ts';
import { planWork } from '../../src/plan/work.ts';
import { type RuleId, rules } from '../../src/rules/index.ts';
import { resolveRules } from '../../src/rules/policy.ts';
import { RECORDED_PLANS, recordedPlan } from '../plan/recorded-plans.ts';
import { caseOf, FAILED, side } from './measurements.ts';

const NOTES = [
  'cartesian-product',
  'row-estimate-off',
  'sort-spills',
  'offset-pagination',
] as const satisfies RuleId[];

const RESOLVED = resolveRules({}, [], { id: 'q', name: 'q', file: 'q', relations: [] });

function planned(name: string): SideOutcome {
  const plan = recordedPlan(name);
  return side(planWork(plan), plan);
}

function note(id: RuleId, head: SideOutcome, base: SideOutcome | null = null): string | undefined {
  const found = RESOLVED.find((rule) => rule.id === id)?.check(caseOf(base, head));
  expect(found?.severity ?? 'note').toBe('note');
  return found?.message;
}

describe('a new query', () => {
  test.each([
    [
      'cartesian-product',
      'join-product',
      'joins customers and orders without a condition: 1,333 rows times 29 rows are 38,657 rows',
    ],
    ['cartesian-product', 'join-product-limited', 'joins lines and customers without a condition'],
    [
      'row-estimate-off',
      'estimate-too-low',
      'Seq Scan on orders: 100 rows estimated, 10,000 rows found (100x off)',
    ],
    ['sort-spills', 'sort-spilled', 'Sort spills to disk (external merge, 696 kB)'],
    ['sort-spills', 'hash-spilled', 'Hash spills to disk (8 batches)'],
    ['sort-spills', 'aggregate-spilled', 'HashAggregate spills to disk'],
    ['offset-pagination', 'offset-deep', 'skips 15,000 rows by OFFSET to return 20 rows'],
  ] as const)('gets %s for %s', (id, name, message) => {
    expect(note(id, planned(name))).toContain(message);
  });

  // The plans that have a note, on every major; all others are the neutral ones.
  const NOTED: Readonly<Record<(typeof NOTES)[number], readonly string[]>> = {
    'cartesian-product': ['join-product', 'join-product-limited'],
    'row-estimate-off': ['set-operation', 'cte-scanned-twice', 'sub-plan-hashed', 'estimate-too-low'],
    'sort-spills': ['aggregate-spilled', 'sort-spilled', 'hash-spilled'],
    'offset-pagination': ['offset-deep'],
  };
  test.each(NOTES)('gets no %s for any other plan', (id) => {
    const noted = RECORDED_PLANS.filter(({ plan }) => note(id, side(planWork(plan), plan)) !== undefined);
    expect(noted.map(({ name }) => name).filter((name) => !NOTED[id].includes(name))).toEqual([]);
  });
});

describe('a changed query', () => {
  test.each([
    ['cartesian-product', 'join-product', 'join-hash'],
    ['row-estimate-off', 'estimate-too-low', 'by-id'],
    ['sort-spills', 'sort-spilled', 'sort-memory'],
    ['offset-pagination', 'offset-deep', 'offset-first-page'],
  ] as const)('gets %s when head has it and base has not', (id, head, base) => {
    expect(note(id, planned(head), planned(base))).toBeDefined();
    expect(note(id, planned(head), planned(head))).toBeUndefined();
    expect(note(id, planned(base), planned(head))).toBeUndefined();
  });
});

test('a side that was not measured has no plan to note anything of', () => {
  for (const id of NOTES) expect(note(id, FAILED, FAILED)).toBeUndefined();
  expect(note('sort-spills', planned('sort-spilled'), FAILED)).toBeDefined();
});

test('notes are never more than notes, whatever the config says', () => {
  for (const id of NOTES) expect(rules.find((rule) => rule.id === id)?.highestSeverity).toBe('note');
});
