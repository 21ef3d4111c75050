import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { pairQueries } from '../../src/compare/pair-queries.ts';
import { loadParser } from '../../src/sql/parser.ts';
import type { Statement } from '../../src/sql/statement.ts';
import { statementsOf } from './statements-of.ts';

beforeAll(loadParser);

type Files = Readonly<Record<string, string>>;

/** `id change because`, one line a pair; the base statement's place is added where it is not told by the rest. */
function brief(base: Files, head: Files): readonly string[] {
  return pairQueries(statementsOf(base), statementsOf(head)).map((pair) =>
    [pair.id, pair.change, ...pair.because].join(' | '),
  );
}

const byCity = 'SELECT name, population FROM cities WHERE country = $1 ORDER BY population DESC LIMIT 10';
const count = 'SELECT country, count(*) FROM cities GROUP BY country HAVING count(*) > 5';
const insert = 'INSERT INTO visits (city_id, visited_at) VALUES ($1, now()) RETURNING id';

describe('identity survives', () => {
  const cases: readonly {
    readonly title: string;
    readonly base: Files;
    readonly head: Files;
    readonly pairs: readonly string[];
  }[] = [
    { title: 'nothing changed', base: { a: byCity }, head: { a: byCity }, pairs: ['a#1 | same'] },
    {
      title: 'a rename',
      base: { a: `-- name: x\n${byCity}` },
      head: { a: `-- name: y\n${byCity}` },
      pairs: ['a#y | same | renamed from x'],
    },
    {
      title: 'a move of a named query',
      base: { a: `-- name: x\n${byCity}`, b: '' },
      head: { b: `-- name: x\n${byCity}` },
      pairs: ['b#x | same | moved from a'],
    },
    {
      title: 'a move with an edit',
      base: { a: `-- name: x\n${byCity}` },
      head: { b: `-- name: x\n${count}` },
      pairs: ['b#x | changed | text changed | moved from a'],
    },
    {
      title: 'a move of an unnamed query',
      base: { a: `${byCity};${count}` },
      head: { a: count, b: byCity },
      pairs: ['a#1 | same', 'b#1 | same | moved from a'],
    },
    {
      title: 'a rename of the file',
      base: { 'q/a.sql': `${byCity};${count}` },
      head: { 'r/b.sql': `${byCity};${count}` },
      pairs: ['r/b.sql#1 | same | moved from q/a.sql', 'r/b.sql#2 | same | moved from q/a.sql'],
    },
    {
      title: 'a rename of the file with an edit in it',
      base: { a: `${byCity};${count};SELECT 1` },
      head: { b: `${byCity};${count};SELECT 2` },
      pairs: [
        'b#1 | same | moved from a',
        'b#2 | same | moved from a',
        'b#3 | changed | text changed | moved from a',
      ],
    },
    {
      title: 'a move of the folder with names that repeat from file to file',
      base: { 'q/a': `-- name: list\n${byCity}`, 'q/b': `-- name: list\n${count}` },
      head: { 'r/a': `-- name: list\n${insert}`, 'r/b': `-- name: list\n${count} LIMIT 1` },
      pairs: [
        'r/a#list | changed | text changed | moved from q/a',
        'r/b#list | changed | text changed | moved from q/b',
      ],
    },
    {
      title: 'reformatting',
      base: { a: byCity },
      head: { a: byCity.toLowerCase().replaceAll(' ', '\n ') },
      pairs: ['a#1 | changed | formatting changed'],
    },
    {
      title: 'comments inside',
      base: { a: 'SELECT 1, 2' },
      head: { a: 'SELECT 1, -- one\n2' },
      pairs: ['a#1 | changed | formatting changed'],
    },
    {
      title: 'comments above',
      base: { a: 'SELECT 1' },
      head: { a: '-- docs\n\nSELECT 1' },
      pairs: ['a#1 | same'],
    },
    {
      title: 'quoting an alias',
      base: { a: 'SELECT u.a FROM t u' },
      head: { a: 'SELECT "u".a FROM t "u"' },
      pairs: ['a#1 | changed | formatting changed'],
    },
    {
      title: 'reordering',
      base: { a: `${byCity};${count}` },
      head: { a: `${count};${byCity}` },
      pairs: ['a#1 | same', 'a#2 | same'],
    },
    {
      title: 'a query put above',
      base: { a: `${byCity};${count}` },
      head: { a: `${insert};${byCity};${count}` },
      pairs: ['a#1 | added', 'a#2 | same', 'a#3 | same'],
    },
    {
      title: 'a literal that became a list',
      base: { a: `${count};SELECT * FROM t WHERE a = 1` },
      head: { a: `SELECT * FROM t WHERE a IN (1, 2);${count}` },
      pairs: ['a#1 | changed | text changed', 'a#2 | same'],
    },
    {
      title: 'a name that is given',
      base: { a: byCity },
      head: { a: `-- name: x\n${byCity}` },
      pairs: ['a#x | same'],
    },
    {
      title: 'an edit of an unnamed query',
      base: { a: `${byCity};${count}` },
      head: { a: `${byCity};${count} AND true` },
      pairs: ['a#1 | same', 'a#2 | changed | text changed'],
    },
    {
      title: 'a rewrite of the only query of a file',
      base: { a: byCity },
      head: { a: insert },
      pairs: ['a#1 | changed | text changed'],
    },
    {
      title: 'a text that does not parse',
      base: { a: 'SELECT FROM FROM' },
      head: { b: 'SELECT FROM FROM' },
      pairs: ['b#1 | same | moved from a'],
    },
    {
      title: 'a syntax error that the change makes',
      base: { a: `-- name: x\n${byCity}` },
      head: { a: `-- name: x\n${byCity} ORDR` },
      pairs: ['a#x | changed | text changed'],
    },
    {
      title: 'a rename with an edit',
      base: { a: `-- name: x\n${byCity}` },
      head: { a: `-- name: y\n${byCity} OFFSET 10` },
      pairs: ['a#y | changed | text changed | renamed from x'],
    },
  ];
  test.each(cases)('$title', ({ base, head, pairs }) => {
    expect(brief(base, head)).toEqual(pairs);
  });
});

test('a query without a name is shown by its file and place, which tells it from the first of every other file', () => {
  const files = { 'q/orders.sql': `${byCity};${count};-- name: x\n${count}`, 'q/cities.sql': insert };
  const shown = pairQueries([], statementsOf(files)).map(({ id, name }) => [id, name]);
  expect(shown).toEqual([
    ['q/cities.sql#1', 'cities.sql'],
    ['q/orders.sql#1', 'orders.sql'],
    ['q/orders.sql#2', 'orders.sql~2'],
    ['q/orders.sql#x', 'x'],
  ]);
});

describe('what is no match', () => {
  test('a removed and an added query that have nothing in common', () => {
    const base = { a: `-- name: x\n${byCity}` };
    expect(brief(base, { a: `-- name: y\n${insert}` })).toEqual(['a#y | added', 'a#x | removed']);
    expect(brief({ a: `${byCity};${count}` }, { a: `${byCity};${count};${insert}` })).toContain('a#3 | added');
  });

  test('a copy under another name: the original keeps its partner', () => {
    const base = { a: `-- name: x\n${byCity}` };
    const head = { a: `-- name: x\n${byCity};\n-- name: y\n${byCity}` };
    expect(brief(base, head)).toEqual(['a#x | same', 'a#y | added']);
  });

  test('equal texts do not cross between names', () => {
    const base = { a: `-- name: x\n${byCity};\n-- name: y\n${byCity}` };
    const head = { a: `-- name: y\n${byCity};\n-- name: x\n${byCity}` };
    expect(brief(base, head)).toEqual(['a#y | same', 'a#x | same']);
  });

  test('equal names in one file do not cross', () => {
    const base = { a: `-- name: x\n${byCity};\n-- name: x\n${count}` };
    const head = { a: `-- name: x\n${count};\n-- name: x\n${byCity}` };
    expect(brief(base, head)).toEqual(['a#x | same', 'a#x~2 | same']);
  });

  test('equal names in two files stay with their files', () => {
    const base = { a: `-- name: x\n${byCity}`, b: `-- name: x\n${count}` };
    const head = { a: `-- name: x\n${count}`, b: `-- name: x\n${byCity}` };
    expect(brief(base, head)).toEqual(['a#x | changed | text changed', 'b#x | changed | text changed']);
  });

  test('a removed query does not take the id of the one that stands in its place', () => {
    expect(brief({ a: `${insert};${count}` }, { a: count })).toEqual(['a#1 | same', 'a#1~2 | removed']);
  });
});

const query = fc.record({
  file: fc.constantFrom('a.sql', 'b.sql', 'sub/a.sql'),
  name: fc.option(fc.constantFrom('x', 'y', 'z', '2')),
  sql: fc.constantFrom(
    byCity,
    count,
    insert,
    'SELECT 1',
    'SELECT  1',
    'SELECT 2',
    'SELECT 1 IN (1)',
    'not sql',
    count.toLowerCase(),
  ),
});

const side = fc.array(query, { maxLength: 15 }).map((queries) => {
  const files: Record<string, string> = {};
  for (const { file, name, sql } of queries)
    files[file] = `${files[file] ?? ''}${name ? `-- name: ${name}\n` : ''}${sql};\n`;
  return statementsOf(files);
});

describe('whatever is paired', () => {
  test('every statement is in exactly one pair, ids are unique, and head comes in order of place', () => {
    fc.assert(
      fc.property(side, side, (base, head) => {
        const pairs = pairQueries(base, head);
        const count = (statements: readonly (Statement | null)[]): number => statements.filter(Boolean).length;
        expect(new Set(pairs.map((p) => p.base).filter(Boolean))).toEqual(new Set(base));
        expect(new Set(pairs.map((p) => p.head).filter(Boolean))).toEqual(new Set(head));
        expect([count(pairs.map((p) => p.base)), count(pairs.map((p) => p.head))]).toEqual([
          base.length,
          head.length,
        ]);
        expect(new Set(pairs.map((p) => p.id)).size).toBe(pairs.length);
        const places = pairs.map((p) => [p.head === null ? 1 : 0, p.location.file, p.location.line] as const);
        const sorted = places.toSorted(([a, f, l], [b, g, m]) => a - b || (f < g ? -1 : f > g ? 1 : l - m));
        expect(places).toEqual(sorted);
        for (const pair of pairs) {
          if (pair.base && pair.head)
            expect(pair.change).toBe(pair.base.text === pair.head.text ? 'same' : 'changed');
          else expect(pair.change).toBe(pair.head ? 'added' : 'removed');
        }
      }),
    );
  });

  test('x with x is all the same, whether the objects are shared or not', () => {
    fc.assert(
      fc.property(side, (statements) => {
        for (const other of [statements, structuredClone(statements)]) {
          const pairs = pairQueries(statements, other);
          expect(pairs.map((p) => [p.change, p.because])).toEqual(statements.map(() => ['same', []]));
          for (const pair of pairs) expect(pair.base?.location).toEqual(pair.head?.location);
        }
      }),
    );
  });

  test('the order of the inputs does not matter', () => {
    fc.assert(
      fc.property(side, side, fc.infiniteStream(fc.nat()), (base, head, random) => {
        const shuffle = (statements: readonly Statement[]): readonly Statement[] =>
          statements
            .map((statement) => ({ statement, at: random.next().value }))
            .toSorted((a, b) => a.at - b.at)
            .map(({ statement }) => statement);
        expect(pairQueries(shuffle(base), shuffle(head))).toEqual(pairQueries(base, head));
      }),
    );
  });

  test('shuffling named queries in their file changes no pair', () => {
    const names = Array.from({ length: 8 }, (_, n) => `q${n}`);
    const render = (order: readonly string[]): Files => ({
      'a.sql': order.map((name) => `-- name: ${name}\nSELECT ${name.length % 2}, 1;`).join('\n'),
    });
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: names.length }), (order) => {
        const pairs = pairQueries(statementsOf(render(names)), statementsOf(render(order)));
        expect(pairs.map((p) => [p.base?.name, p.change])).toEqual(order.map((name) => [name, 'same']));
      }),
    );
  });
});
