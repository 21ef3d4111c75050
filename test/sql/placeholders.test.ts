import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadParser } from '../../src/sql/parser.ts';
import { splitStatements } from '../../src/sql/split-statements.ts';
import type { Statement } from '../../src/sql/statement.ts';

beforeAll(loadParser);

function read(sql: string): Statement {
  const [statement] = splitStatements('q.sql', sql);
  if (statement === undefined) throw new Error(`no statement in ${sql}`);
  return statement;
}

const named = (...names: readonly (string | null)[]): readonly unknown[] =>
  names.map((name, index) => ({ position: index + 1, name }));

describe('placeholders become $n', () => {
  const cases: readonly (readonly [string, string, readonly unknown[]])[] = [
    ['SELECT $2, $1, $2', 'SELECT $2, $1, $2', named(null, null)],
    ['SELECT :a, :b, :a', 'SELECT $1, $2, $1', named('a', 'b')],
    ['SELECT @a::int, @b', 'SELECT $1::int, $2', named('a', 'b')],
    ["SELECT sqlc.arg(a), sqlc.narg('b'), SQLC.ARG ( c )", 'SELECT $1, $2, $3', named('a', 'b', 'c')],
    ['SELECT :name, :select, :userId', 'SELECT $1, $2, $3', named('name', 'select', 'userId')],
    ['SELECT :a, $1', 'SELECT $2, $1', named(null, 'a')],
    ['SELECT:a', 'SELECT $1', named('a')],
    ['SELECT 1 WHERE 2=:a', 'SELECT 1 WHERE 2=$1', named('a')],
    ['SELECT sqlc.arg(a)FROM t', 'SELECT $1 FROM t', named('a')],
    ['SELECT ARRAY[:a, :b], ARRAY[[:a],[:b]]', 'SELECT ARRAY[$1, $2], ARRAY[[$1],[$2]]', named('a', 'b')],
    ['SELECT a[(:i)], a[f(:i)]', 'SELECT a[($1)], a[f($1)]', named('i')],
    ["SELECT 'é', :été", "SELECT 'é', $1", named('été')],
  ];
  test.each(cases)('%s', (text, sql, parameters) => {
    const statement = read(text);
    expect([statement.sql, statement.parameters, statement.failure]).toEqual([sql, parameters, null]);
    expect(statement.text).toBe(text);
  });
});

describe('what is no placeholder stays', () => {
  const cases = [
    'SELECT a::text, b::int[]',
    'SELECT a[1:n], a[:n], a[n:], a[:], a[i:n][j:m] FROM t',
    'SELECT a @> b, a <@ b, @ x, a @@ b, @(-1)',
    "SELECT ':a', '@a', $$:a$$, $q$@a$q$, E':a', \":a\", \"@b\"",
    'SELECT 1 -- :a @b\n, 2 /* :c */ + 3',
    'SELECT f(a := 1, b => 2)',
    'SELECT sqlc.other(a), sqlc.arg, x.arg(a)',
  ];
  test.each(cases)('%s', (text) => {
    expect([read(text).sql, read(text).parameters, read(text).failure]).toEqual([text, [], null]);
  });
});

test('rewriting never changes what the parser makes of the rest', () => {
  const write: readonly ((n: number) => string)[] = [
    (n) => `:p${n}`,
    (n) => `@p${n}`,
    (n) => `sqlc.arg(p${n})`,
    (n) => `sqlc.narg('p${n}')`,
  ];
  const around = fc.constantFrom<readonly [string, string]>(
    ['f(', ')'],
    ["'@x' || ", ''],
    ['', '::text'],
    ['ARRAY[1, ', ']'],
    ['a[1:n] || ', ''],
    ['CASE WHEN ', ' = 1 THEN $$:x$$ END'],
    ['/* :x */ ', ' -- @y\n'],
    ['"é:a" @> ', ''],
  );
  const slot = fc.tuple(around, fc.nat(3), fc.constantFrom(...write));
  fc.assert(
    fc.property(fc.array(slot, { minLength: 1, maxLength: 6 }), (slots) => {
      const render = (placeholder: (n: number, style: (n: number) => string) => string): string =>
        `SELECT ${slots.map(([[before, behind], n, style]) => before + placeholder(n, style) + behind).join(', ')} FROM t`;
      const seen = [...new Set(slots.map(([, n]) => n))];
      const rewritten = read(render((n, style) => style(n)));
      const plain = read(render((n) => `$${seen.indexOf(n) + 1}`));
      expect(plain.failure).toBeNull();
      expect(rewritten.sql).toBe(plain.sql);
      expect(rewritten.canonical).toBe(plain.canonical);
      expect(rewritten.parameters).toEqual(seen.map((n, index) => ({ position: index + 1, name: `p${n}` })));
    }),
  );
});
