// What a stored baseline is worth depends on never comparing unlike things, and on passing over nothing.
import { beforeAll, expect, test } from 'vitest';
import type { Surroundings } from '../../../src/compare/baseline/baseline-schema.ts';
import { compareWithBaseline } from '../../../src/compare/baseline/compare-with-baseline.ts';
import { parseBaseline } from '../../../src/compare/baseline/parse-baseline.ts';
import type { MeasuredHead } from '../../../src/compare/baseline/record-query.ts';
import { writeBaseline } from '../../../src/compare/baseline/write-baseline.ts';
import type { SideOutcome } from '../../../src/compare/measurement.ts';
import { loadParser } from '../../../src/sql/parser.ts';
import type { Statement } from '../../../src/sql/statement.ts';

beforeAll(loadParser);

/** Any function that gives 16 digits and tells the texts of these tests apart. */
const hash = (text: string) =>
  [...text]
    .reduce((sum, letter) => (sum * 31n + BigInt(letter.codePointAt(0) ?? 0)) % 2n ** 64n, 7n)
    .toString(16)
    .padStart(16, '0');

const SURROUNDINGS: Surroundings = {
  server: 18,
  settings: { work_mem: '4MB' },
  session: [],
  seed: hash('seed'),
  tables: { 'public.orders': { definition: hash('orders'), rows: 12_000 } },
  types: { 'type public.state': hash('state') },
  objects: { 'index public.orders_idx': { on: ['public.orders'], definition: hash('index') } },
};

const measured = (blocks: number, nodeType = 'Index Scan'): SideOutcome => ({
  kind: 'measured',
  work: { blocks, tempBlocks: 0, rowsProcessed: 1, walBytes: 5 },
  plan: {
    root: {
      nodeType,
      relationName: 'orders',
      schema: 'public',
      parallelAware: false,
      filter: `(x = ${blocks})`,
      totalCost: Math.random(),
      actualTotalTime: Math.random(),
      sharedHitBlocks: blocks,
      plans: [],
    },
    triggers: [],
  },
  executionMs: [Math.random()],
});

const statement = (name: string, text: string): Statement => ({
  location: { file: 'q.sql', line: 1, endLine: 1 },
  name,
  ordinal: 1,
  text,
  sql: text,
  kind: 'select',
  parameters: [],
  canonical: text,
  fingerprint: null,
  failure: null,
});

const query = (
  name: string,
  {
    head = measured(4),
    text = `SELECT ${name}`,
    parameters = ['7'],
  }: { head?: SideOutcome; text?: string; parameters?: string[] } = {},
): MeasuredHead => ({
  id: `q.sql#${name}`,
  name,
  statement: statement(name, text),
  cases: [{ name: 'typical', parameters, base: null, head, time: null }],
  failure: null,
});

const unmeasured = (name: string, kind: 'dynamic' | 'no-values'): MeasuredHead => ({
  ...query(name),
  cases: [],
  failure: { kind, message: 'why' },
});

/** Writes the baseline of these queries, reads it back, and compares with others. */
function compare(
  before: readonly MeasuredHead[],
  now: readonly MeasuredHead[],
  surroundings: Surroundings = SURROUNDINGS,
) {
  const baseline = parseBaseline(writeBaseline(SURROUNDINGS, before, { hash, redacts: false }), 'b.yml');
  const { compared, notAffected } = compareWithBaseline(baseline, surroundings, now, hash);
  return { notAffected, compared, byName: new Map(compared.map((one) => [one.query.pair.name, one])) };
}

test('written and read back, nothing differs', () => {
  const { compared } = compare([query('a'), query('b')], [query('b'), query('a')]);
  for (const {
    cases,
    failure,
    query: { pair, because },
  } of compared) {
    expect([pair.change, because, failure]).toEqual(['same', [], null]);
    const [one] = cases;
    if (one?.base?.kind !== 'measured' || one.head?.kind !== 'measured') throw new Error('not measured');
    expect(one.base.work).toEqual(one.head.work);
    expect(one.base.plan).toBe(one.head.plan);
    expect([one.base.executionMs, one.time]).toEqual([[], null]);
  }
});

test('the order of queries, costs and times change no byte; a query changes its own lines only', () => {
  const text = writeBaseline(SURROUNDINGS, [query('b'), query('a')], { hash, redacts: false });
  expect(writeBaseline(SURROUNDINGS, [query('a'), query('b')], { hash, redacts: false })).toBe(text);
  const changed = writeBaseline(SURROUNDINGS, [query('a', { head: measured(9, 'Seq Scan') }), query('b')], {
    hash,
    redacts: false,
  });
  const lines = changed.split('\n');
  const differing = text.split('\n').filter((line, at) => line !== lines[at]);
  expect(differing.map((line) => line.trim())).toEqual(['blocks: 4', 'nodeType: Index Scan', 'blocks: 4']);
});

test.for([
  ['server', { server: 17 }, 'PostgreSQL 18, now 17'],
  ['a setting', { settings: { work_mem: '64MB' } }, 'setting work_mem: 4MB, now 64MB'],
  ['a new setting', { settings: { work_mem: '4MB', jit: 'on' } }, 'setting jit is new'],
  ['the session', { session: ['SET ROLE app'] }, 'other statements under `postgres.session`'],
  ['the seed', { seed: hash('other') }, 'another seed'],
  [
    'rows',
    { tables: { 'public.orders': { definition: hash('orders'), rows: 1 } } },
    'table public.orders: 12000 rows, now 1 rows',
  ],
  [
    'a column',
    { tables: { 'public.orders': { definition: hash('more'), rows: 12_000 } } },
    'table public.orders has changed',
  ],
  ['a table', { tables: {} }, 'table public.orders is gone'],
  ['a type', { types: {} }, 'type public.state is gone'],
] as const)('unlike: %s', ([, other, says]) => {
  const { compared } = compare([query('a')], [query('a', { head: measured(900) })], {
    ...SURROUNDINGS,
    ...other,
  } as Surroundings);
  expect(compared).toMatchObject([
    { cases: [], failure: { kind: 'unsupported', message: `can't be compared with the baseline: ${says}` } },
  ]);
});

test('an index that is gone is compared, and named where the query reads its table', () => {
  const { byName } = compare([query('a')], [query('a', { head: measured(900, 'Seq Scan') })], {
    ...SURROUNDINGS,
    objects: { 'index other.x': { on: ['other.t'], definition: hash('x') } },
  });
  expect(byName.get('a')).toMatchObject({
    query: { because: ['index orders_idx dropped'] },
    cases: [{ base: { work: { blocks: 4 } }, head: { work: { blocks: 900 } } }],
    failure: null,
  });
});

test('new, removed, edited and moved queries', () => {
  const { byName } = compare(
    [query('gone'), query('edited'), query('old', { text: 'SELECT moved' })],
    [query('edited', { text: 'SELECT 2' }), query('young'), query('moved', { text: 'SELECT moved' })],
  );
  expect(
    [...byName].map(
      ([
        name,
        {
          query: { pair, because },
        },
      ]) => [name, pair.change, ...because],
    ),
  ).toEqual([
    ['edited', 'changed', 'text changed since the baseline'],
    ['young', 'added', 'not in the baseline'],
    ['moved', 'same', 'was q.sql#old'],
    ['gone', 'removed', 'in the baseline only'],
  ]);
});

const TIMED_OUT: SideOutcome = { kind: 'timed-out', afterMs: 30_000 };

test.for([
  [
    'other values',
    query('a'),
    query('a', { parameters: ['8'] }),
    /typical has other values .*: 8 instead of 7/,
  ],
  ['a time-out now', query('a'), query('a', { head: TIMED_OUT }), /does not end within 30000 ms/],
  ['a time-out then', query('a', { head: TIMED_OUT }), query('a'), /did not end in time/],
  [
    'another set',
    query('a'),
    { ...query('a'), cases: [{ ...query('a').cases[0], name: 'heaviest' }] },
    /heaviest is not in the baseline/,
  ],
  ['no figures then', unmeasured('a', 'no-values'), query('a'), /has no figures of it \(no-values\)/],
] as const)('inconclusive: %s', ([, before, now, message]) => {
  const { compared } = compare([before], [now as MeasuredHead]);
  expect(compared[0]?.failure?.message).toMatch(message);
});

test('what could not be measured then and now is counted; for another reason it is inconclusive', () => {
  const { notAffected, byName } = compare(
    [unmeasured('a', 'dynamic'), unmeasured('b', 'dynamic')],
    [unmeasured('a', 'dynamic'), unmeasured('b', 'no-values')],
  );
  expect(notAffected).toBe(1);
  expect(byName.get('b')?.failure?.kind).toBe('no-values');
});

test('a query that failed then and fails no more is compared', () => {
  const failed: SideOutcome = { kind: 'failed', sqlState: '42P01', message: 'no such table' };
  const { compared } = compare([query('a', { head: failed })], [query('a')]);
  expect(compared[0]).toMatchObject({ failure: null, cases: [{ base: failed }] });
});

test.for([
  ['conflict markers', '<<<<<<< HEAD\n', /not valid YAML|is no baseline/],
  ['another version', 'schemaVersion: 2\n', /`schemaVersion`/],
  ['nothing', '', /is no baseline/],
  [
    'a bomb of aliases',
    `a: &a [1,1,1,1]\n${Array.from({ length: 200 }, (_, at) => `b${at}: [*a,*a,*a,*a]`).join('\n')}`,
    /is no baseline/,
  ],
  ['a plan without end', `x: ${'['.repeat(50_000)}`, /is no baseline/],
] as const)('not a baseline: %s', ([, text, says]) => {
  expect(() => parseBaseline(text, 'b.yml')).toThrow(says);
});
