// What is projected must read as projected, and what was not counted must be said.
import { expect, test } from 'vitest';
import type { CaseReport } from '../../src/report/report-schema.ts';
import { caseNotes } from '../../src/report/words/case-notes.ts';

type Growth = NonNullable<CaseReport['growth']>;

const EMPTY: CaseReport = {
  name: 'default',
  parameters: [],
  base: null,
  head: null,
  timeRatio: null,
  planDiff: [],
};

function relation(
  name: string,
  exponent: number | null,
  productionRows: number | null,
): Growth['relations'][number] {
  const rows = { tenth: 4000, all: 40_000 };
  return {
    relation: name,
    rows,
    blocks: { tenth: 22, all: 216 },
    exponent,
    productionRows,
    projectedBlocks: null,
  };
}

function notes(relations: Growth['relations'], projected: Growth['projected'] = null): string[] {
  return caseNotes({ ...EMPTY, growth: { relations, rowsOut: { tenth: 1, all: 1 }, projected } });
}

test('growth and its projection are lines of their own', () => {
  expect(
    notes([relation('orders', 0.98, 40_000_000), relation('tiny', null, null)], { blocks: 216_000, ms: 3100 }),
  ).toEqual([
    'growth from a tenth of the data: orders: rows 4,000 → 40,000, blocks 22 → 216, exponent 1',
    'growth is not known where a tenth of the data is too like all of it: tiny (40,000 rows)',
    'projected at 40,000,000 rows of orders: 216,000 blocks, time 3,100 ms',
  ]);
});

test('tables that are too small to tell are named, and many are counted', () => {
  expect(notes([relation('tiny', null, null)])).toEqual([
    'growth is not known where a tenth of the data is too like all of it: tiny (40,000 rows)',
  ]);
  const many = ['a', 'b', 'c', 'd', 'e'].map((name) => relation(name, 0, null));
  expect(notes(many)[0]).toMatch(/and 2 more$/u);
});

test('a name cannot break out of its line', () => {
  expect(notes([relation('a\n::error::b', 1, null)])[0]).not.toContain('\n');
});

test('constraints that were left deferred are named', () => {
  const head = {
    ...{ blocks: 1, tempBlocks: 0, rowsProcessed: 1, walBytes: 0, executionMs: { median: 1, samples: 1 } },
    plan: { root: { nodeType: 'Result', plans: [] }, triggers: [] },
    uncounted: 'violates foreign key constraint "x"',
  };
  expect(caseNotes({ ...EMPTY, head })).toEqual([
    'constraints that are deferred are not counted: at once they fail (violates foreign key constraint "x")',
  ]);
});

test.each([
  ['a new write', null, 2646, ['WAL 2.6 kB']],
  ['a write that writes more', 2646, 57_624, ['WAL 2.6 kB → 58 kB (21x)']],
  ['a write that writes at all', 0, 640, ['WAL 0 bytes → 640 bytes']],
  ['what padding may explain', 1000, 1099, []],
  ['a read', null, 0, []],
] as const)('WAL of %s', (_, before, after, expected) => {
  const side = (walBytes: number) => ({
    ...{ blocks: 1, tempBlocks: 0, rowsProcessed: 1, walBytes, executionMs: { median: 1, samples: 1 } },
    plan: { root: { nodeType: 'Result', plans: [] }, triggers: [] },
  });
  expect(caseNotes({ ...EMPTY, base: before === null ? null : side(before), head: side(after) })).toEqual(
    expected,
  );
});
