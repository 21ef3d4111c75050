// Several queries of one function have one name. A reviewer who inserts one above another must not read that both changed.
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { pairQueries } from '../../src/compare/pair-queries.ts';
import { loadParser } from '../../src/sql/parser.ts';
import type { Statement } from '../../src/sql/statement.ts';
import { statementsOf } from './statements-of.ts';

beforeAll(loadParser);

/** Queries of one function, in order. */
function inFunction(...texts: readonly string[]): readonly Statement[] {
  return statementsOf({ 'src/orders.sql': texts.map((text) => `-- name: Orders.find\n${text};`).join('\n') });
}

/** Base's text of each query of head, and the removed ones. */
function partners(base: readonly string[], head: readonly string[]) {
  const pairs = pairQueries(inFunction(...base), inFunction(...head));
  return {
    head: head.map((text) => pairs.find((pair) => pair.head?.text === text)?.base?.text ?? null),
    removed: pairs.flatMap((pair) => (pair.head === null ? [pair.base?.text] : [])),
  };
}

const A = 'SELECT id, total FROM orders WHERE customer_id = $1';
const A2 = 'SELECT id, total, placed_on FROM orders WHERE customer_id = $1 AND NOT cancelled';
const B = 'SELECT name FROM customers WHERE id = $1';
const B2 = 'SELECT lower(name) FROM customers WHERE id = $1';
const N = 'SELECT count(*) FROM invoices WHERE paid_on IS NULL';

const cases: readonly (readonly [string, readonly string[], readonly string[], readonly (string | null)[]])[] =
  [
    ['inserted above an edited one', [A], [N, A2], [null, A]],
    ['inserted above two edited ones', [A, B], [N, A2, B2], [null, A, B]],
    ['inserted between edited ones', [A, B], [A2, N, B2], [A, null, B]],
    ['removed above an edited one', [N, A], [A2], [A]],
    ['edited and swapped with an unchanged one', [A, B], [B, A2], [B, A]],
    ['rewritten in its place', [A, B], [A, N], [A, B]],
    ['rewritten alone', [A], [N], [A]],
    ['a copy put above', [A], [A, A2], [A, null]],
    [
      'literals edited, one inserted',
      ['SELECT 1, a', 'SELECT 2, b'],
      [N, 'SELECT 1, a, c', 'SELECT 2, b, c'],
      [null, 'SELECT 1, a', 'SELECT 2, b'],
    ],
  ];
test.each(cases)('%s', (_, base, head, expected) => {
  expect(partners(base, head).head).toEqual(expected);
});

const tables = fc.uniqueArray(
  fc.constantFrom(...'orders customers invoices refunds carts users roles jobs events notes'.split(' ')),
  {
    minLength: 2,
    maxLength: 8,
  },
);

test('edits, insertions and removals in one function pair every query that is still there with itself', () => {
  const change = fc.constantFrom('keep', 'edit', 'insert before', 'edit and insert before', 'remove');
  fc.assert(
    fc.property(tables, fc.array(change, { minLength: 8, maxLength: 8 }), (names, changes) => {
      const queryOf = (table: string) => `SELECT id, ${table}_total FROM ${table} WHERE ${table}_owner = $1`;
      const head: string[] = [];
      const expected: (string | null)[] = [];
      for (const [index, table] of names.entries()) {
        const what = changes[index] ?? 'keep';
        if (what.includes('insert')) {
          head.push(`INSERT INTO ${table}_audit${index} SELECT now(), ${index}`);
          expected.push(null);
        }
        if (what === 'remove') continue;
        head.push(
          what.startsWith('edit') ? `${queryOf(table)} AND deleted_on IS NULL ORDER BY id` : queryOf(table),
        );
        expected.push(queryOf(table));
      }
      const found = partners(names.map(queryOf), head);
      const kept = head.flatMap((_, index) => (expected[index] === null ? [] : [found.head[index]]));
      expect(kept).toEqual(expected.filter((text) => text !== null));
    }),
  );
});

test('whatever the texts are, every query is in one pair, and equal texts are paired with each other', () => {
  const texts = fc.array(fc.constantFrom(A, A2, B, B2, N), { maxLength: 7 });
  fc.assert(
    fc.property(texts, texts, (base, head) => {
      const pairs = pairQueries(inFunction(...base), inFunction(...head));
      expect(pairs.filter((pair) => pair.base !== null)).toHaveLength(base.length);
      expect(pairs.filter((pair) => pair.head !== null)).toHaveLength(head.length);
      for (const text of new Set(base)) {
        const shared = Math.min(base.filter((t) => t === text).length, head.filter((t) => t === text).length);
        expect(pairs.filter((pair) => pair.base?.text === text && pair.head?.text === text)).toHaveLength(
          shared,
        );
      }
    }),
  );
});
