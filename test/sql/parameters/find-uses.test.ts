// A user would get values of the wrong column, or none, if a parameter's place were misread.
import { beforeAll, describe, expect, it } from 'vitest';
import { findUses } from '../../../src/sql/parameters/find-uses.ts';
import { parseStatement, writeSql } from '../../../src/sql/parameters/syntax.ts';
import { loadParser } from '../../../src/sql/parser.ts';

beforeAll(() => loadParser());

function usesOf(sql: string): string[] {
  const tree = parseStatement(sql);
  if (!tree) throw new Error(`not one statement: ${sql}`);
  return findUses(tree, () => ['id', 'name']).uses.map(({ position, role, value, isList }) =>
    [`$${position}`, role, ...(isList ? ['each'] : []), ...(value ? [writeSql(value)] : [])].join(' '),
  );
}

const CASES: readonly (readonly [sql: string, ...uses: string[]])[] = [
  ['SELECT FROM t WHERE a = $1', '$1 equal a'],
  ['SELECT FROM t WHERE $1::int = t.a', '$1 equal t.a'],
  ['SELECT FROM t WHERE a = $1::text::int', '$1 equal a'],
  ['SELECT FROM t WHERE lower(a) = lower($1)', '$1 equal a'],
  ['SELECT FROM t WHERE lower(a) = $1', '$1 equal lower(a)'],
  ['SELECT FROM t WHERE a = lower($1)', '$1 equal a'],
  ['SELECT FROM t WHERE a IS NOT DISTINCT FROM $1', '$1 equal a'],
  ['SELECT FROM t WHERE a = coalesce($1, a)', '$1 equal a'],
  ['SELECT FROM t WHERE a IN ($1, $2)', '$1 member a', '$2 member a'],
  ['SELECT FROM t WHERE a = ANY ($1)', '$1 list a'],
  ['SELECT FROM t WHERE a = ANY (ARRAY[$1, $2])', '$1 member a', '$2 member a'],
  ['SELECT FROM t WHERE $1 = ANY (a)', '$1 equal (a)[1]'],
  ['SELECT FROM t WHERE a > $1 AND $2 >= a', '$1 low a', '$2 high a'],
  ['SELECT FROM t WHERE a BETWEEN $1 AND $2', '$1 low a', '$2 high a'],
  ['SELECT FROM t WHERE (a, b) < ($1, $2)', '$1 high a', '$2 high b'],
  ["SELECT FROM t WHERE a LIKE $1 OR b ILIKE '%' || $2 || '%'", '$1 pattern a', '$2 fragment b'],
  ["SELECT FROM t WHERE a ->> 'k' = $1", "$1 equal a ->> 'k'"],
  ['SELECT FROM t WHERE a -> $1 = b', '$1 json-key a'],
  ['SELECT FROM t WHERE a @> $1', '$1 sample a'],
  ['SELECT FROM t WHERE ($1::text IS NULL OR a = $1)', '$1 argument', '$1 equal a'],
  ['SELECT FROM t WHERE $1 OR a', '$1 flag'],
  ["SELECT CASE WHEN $1 = 'up' THEN a END FROM t", "$1 constant 'up'"],
  ['SELECT FROM t LIMIT $1 OFFSET $2', '$1 limit', '$2 offset'],
  ['SELECT to_char(a, $1) FROM t', '$1 argument'],
  ['SELECT FROM t WHERE a < now() - $1::interval', '$1 sample max(a) OVER () - a'],
  ['SELECT FROM t WHERE a < now() - $1 * 2', '$1 sample (max(a) OVER () - a) / 2'],
  ['SELECT FROM t WHERE a < b - $1', '$1 sample b - a'],
  ['SELECT FROM t WHERE a > to_timestamp($1)', '$1 low EXTRACT(EPOCH FROM a)'],
  ['SELECT least($1, 60)', '$1 constant 60'],
  ["SELECT $1::jsonb ->> 'k'", '$1 argument'],
  [
    'SELECT FROM t WHERE (a, b) IN (($1, $2), ($3, $4))',
    '$1 member a',
    '$2 member b',
    '$3 member a',
    '$4 member b',
  ],
  [
    'SELECT FROM t WHERE (a, b) IN (SELECT x, y FROM unnest($1::int[], $2::int[]) AS u (x, y))',
    '$1 list each a',
    '$2 list each b',
    '$1 argument',
    '$2 argument',
  ],
  [
    'WITH c AS (SELECT * FROM unnest($1::int[]) AS u (x)) UPDATE t SET a = c.x FROM c WHERE b = c.x',
    '$1 stored each t.a',
    '$1 list each b',
    '$1 argument',
  ],
  ['SELECT FROM t JOIN u ON u.id = t.id AND u.kind = $1', '$1 equal u.kind'],
  ['SELECT FROM t WHERE id IN (SELECT id FROM u WHERE b = $1)', '$1 equal b'],
  ['SELECT FROM t WHERE $1 IN (SELECT b FROM u)', '$1 equal b'],
  ['SELECT FROM t JOIN unnest($1::int[]) AS u (id) ON u.id = t.a', '$1 list each t.a', '$1 argument'],
  ['SELECT FROM t WHERE a IN (SELECT unnest($1::int[]))', '$1 argument', '$1 list each a'],
  [
    'SELECT FROM t JOIN (VALUES ($1, $2)) AS v (x, y) ON v.x = t.a',
    '$1 argument',
    '$2 argument',
    '$1 equal t.a',
  ],
  ['WITH c AS (SELECT $1::int AS id) SELECT FROM t JOIN c USING (id)', '$1 argument', '$1 equal id'],
  [
    'UPDATE t SET a = $1, (b, c) = ($2, $3) WHERE id = $4',
    '$1 stored t.a',
    '$2 stored t.b',
    '$3 stored t.c',
    '$4 equal id',
  ],
  ['UPDATE t SET n = n + $1', '$1 stored t.n'],
  ['DELETE FROM t USING u WHERE u.id = t.id AND u.a = $1', '$1 equal u.a'],
  ['INSERT INTO t (a, b) VALUES ($1, lower($2)), ($3, 1)', '$1 stored t.a', '$2 stored t.b', '$3 stored t.a'],
  ['INSERT INTO t VALUES ($1, $2)', '$1 stored t.id', '$2 stored t.name'],
  ['INSERT INTO t (a, b) SELECT $1, c FROM u WHERE d = $2', '$1 stored t.a', '$1 argument', '$2 equal d'],
  ['INSERT INTO t (a) SELECT x FROM unnest($1::int[]) AS x', '$1 stored each t.a', '$1 argument'],
  [
    'MERGE INTO t USING u ON t.id = u.id AND u.a = $1 WHEN MATCHED THEN UPDATE SET b = $2',
    '$1 equal u.a',
    '$2 stored t.b',
  ],
];

describe('findUses', () => {
  it.each(CASES)('%s', (sql, ...uses) => {
    expect(usesOf(sql).toSorted()).toEqual(uses.toSorted());
  });

  it('knows what a query asks for being NULL', () => {
    const tree = parseStatement('SELECT FROM t WHERE $1::text IS NULL OR a = $1');
    expect(tree && [...findUses(tree).optional]).toEqual([1]);
  });
});
