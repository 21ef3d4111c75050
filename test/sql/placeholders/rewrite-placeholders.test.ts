import { beforeAll, describe, expect, test } from 'vitest';
import { loadParser } from '../../../src/sql/parser.ts';
import { cpuMsOf } from '../../cpu-ms-of.ts';
import { readOne } from './read-one.ts';

beforeAll(loadParser);

const named = (...names: readonly (string | null)[]): readonly unknown[] =>
  names.map((name, index) => ({ position: index + 1, name }));

type Case = readonly [text: string, sql: string, parameters: readonly unknown[]];

describe('placeholders become $n', () => {
  const cases: readonly Case[] = [
    ['SELECT $2, $1, $2', 'SELECT $2, $1, $2', named(null, null)],
    // `:name`
    ['SELECT :a, :b, :a', 'SELECT $1, $2, $1', named('a', 'b')],
    ['SELECT :name, :select, :userId', 'SELECT $1, $2, $3', named('name', 'select', 'userId')],
    ['SELECT :a, $1', 'SELECT $2, $1', named(null, 'a')],
    ['SELECT:a', 'SELECT $1', named('a')],
    ['SELECT 1 WHERE 2=:a', 'SELECT 1 WHERE 2=$1', named('a')],
    ['SELECT ARRAY[:a, :b], ARRAY[[:a],[:b]]', 'SELECT ARRAY[$1, $2], ARRAY[[$1],[$2]]', named('a', 'b')],
    ['SELECT a[(:i)], a[f(:i)]', 'SELECT a[($1)], a[f($1)]', named('i')],
    ["SELECT 'é', :été", "SELECT 'é', $1", named('été')],
    ['SELECT :user.id, :1, :2', 'SELECT $3, $1, $2', named(null, null, 'user.id')],
    ['SELECT :a!, :b!::int, :c != 1, :d!=1', 'SELECT $1, $2::int, $3 != 1, $4!=1', named('a', 'b', 'c', 'd')],
    ["SELECT :a!||'x', :b!+1, :c!~'x'", "SELECT $1||'x', $2+1, $3!~'x'", named('a', 'b', 'c')],
    ["SELECT :'a', json_object('k' : :b)", "SELECT $1, json_object('k' : $2)", named('a', 'b')],
    // `@name`
    ['SELECT @a::int, @b', 'SELECT $1::int, $2', named('a', 'b')],
    ["SELECT a=@a, a>=@b, 'x'||@c", "SELECT a=$1, a>=$2, 'x'||$3", named('a', 'b', 'c')],
    // sqlc
    ["SELECT sqlc.arg(a), sqlc.narg('b'), SQLC.ARG ( c )", 'SELECT $1, $2, $3', named('a', 'b', 'c')],
    ['SELECT sqlc.arg(a)FROM t', 'SELECT $1 FROM t', named('a')],
    ["SELECT sqlc.embed(t), sqlc.embed('u') FROM t, u", 'SELECT t.*, u.* FROM t, u', []],
    ['SELECT a IN (sqlc.slice(ids))', 'SELECT a = ANY ($1)', named('ids')],
    ["SELECT a NOT IN (sqlc.slice('ids'))", 'SELECT a <> ALL ($1)', named('ids')],
    // `?`
    [
      'SELECT ?, ?::int, (?), f(?,?)',
      'SELECT $1, $2::int, ($3), f($4,$5)',
      named(null, null, null, null, null),
    ],
    ['SELECT a=?, a>=?-1, a<>?', 'SELECT a=$1, a>=$2-1, a<>$3', named(null, null, null)],
    [
      "SELECT '%'||?||'%', ?|?, ?-?, -?",
      "SELECT '%'||$1||'%', $2|$3, $4-$5, -$6",
      named(null, null, null, null, null, null),
    ],
    ['SELECT a LIMIT ? OFFSET ?', 'SELECT a LIMIT $1 OFFSET $2', named(null, null)],
    ['SELECT ?- a, DISTINCT_ON(b), ?| c', 'SELECT $1- a, DISTINCT_ON(b), $2| c', named(null, null)],
    ['SELECT DISTINCT ON (a) ? - 1, ?', 'SELECT DISTINCT ON (a) $1 - 1, $2', named(null, null)],
    ['SELECT ?2, ?1, ?2', 'SELECT $2, $1, $2', named(null, null)],
    ["SELECT a ?? 'k', a ??| ?", "SELECT a ? 'k', a ?| $1", named(null)],
    // `%s`
    ['SELECT %s, a=%s, a%2, %s::int', 'SELECT $1, a=$2, a%2, $3::int', named(null, null, null)],
    ['SELECT %(a)s, a<%(b)s, %(a)s', 'SELECT $1, a<$2, $1', named('a', 'b')],
    ["SELECT a LIKE 'x%%', a %% 2 = %s", "SELECT a LIKE 'x%', a % 2 = $1", named(null)],
    ['SELECT a IN %s, a NOT IN %(b)s', 'SELECT a = ANY ($1), a <> ALL ($2)', named(null, 'b')],
    ['INSERT INTO t (a, b) VALUES %s', 'INSERT INTO t (a, b) VALUES ($1, $2)', named(null, null)],
    // Braces
    ['SELECT {a}, {0}, {}', 'SELECT $1, $2, $3', named('a', '0', null)],
    ['SELECT #{a}, a=#{b.c}, #{d,jdbcType=INTEGER}', 'SELECT $1, a=$2, $3', named('a', 'b.c', 'd')],
    ['SELECT :#{#a}', 'SELECT $1', named('a')],
    ['SELECT $a, $b!, $1', 'SELECT $2, $3, $1', named(null, 'a', 'b')],
    ['INSERT INTO t (a, b) VALUES $x(a, b!)', 'INSERT INTO t (a, b) VALUES ($1, $2)', named('x.a', 'x.b')],
    // HugSQL
    ['SELECT :v:a, :value:b-c', 'SELECT $1, $2', named('a', 'b-c')],
    ['SELECT a IN (:v*:ids), f(:v*:ids)', 'SELECT a = ANY ($1), f($1)', named('ids')],
    ['INSERT INTO t (a, b) VALUES :t*:x', 'INSERT INTO t (a, b) VALUES ($1, $2)', named('x.1', 'x.2')],
    // IN binds tighter than =, so the array does not fit.
    ['SELECT a = b IN (:v*:ids)', 'SELECT a = b IN ($1)', named('ids')],
  ];
  test.each(cases)('%s', (text, sql, parameters) => {
    const statement = readOne(text);
    expect([statement.sql, statement.parameters, statement.failure]).toEqual([sql, parameters, null]);
    expect(statement.text).toBe(text);
  });
});

describe('what is no placeholder stays', () => {
  const cases = [
    'SELECT a::text, b::int[]',
    'SELECT a[1:n], a[:n], a[n:], a[:], a[i:n][j:m] FROM t',
    'SELECT a @> b, a <@ b, @ x, a @@ b, @(-1)',
    'SELECT a<@b, a @@b, a @?b, a ?b, a @b',
    "SELECT a ? 'k', a ?| b, a ?& ARRAY['k'], a @? '$.k', a @@ '$.k == 1'",
    "SELECT a -> 'k' ? 'l', (a #> '{k}') ? 'l', f(a) ? 'l', a[1] ? 'l', '{}'::jsonb ? 'l'",
    "SELECT ':a', '@a', $$:a ? %s {a}$$, $q$@a$q$, E':a\\' ?', \":a\", \"@b?\", U&'?', B'1'",
    'SELECT 1 -- :a @b ? %s {a}\n, 2 /* :c ? */ + 3',
    'SELECT f(a := 1, b => 2)',
    "SELECT json_object('a':b), json_object(k:b, 'c':d), json_objectagg(k:v)",
    "SELECT a % s, a % b, 'x%%' FROM s",
    'SELECT sqlc.other(a), sqlc.arg, x.arg(a)',
    'SELECT a ?- b, a ?# b, a ?-| b, a ?|| b, f(a) ?| b',
  ];
  test.each(cases)('%s', (text) => {
    expect([readOne(text).sql, readOne(text).parameters, readOne(text).failure]).toEqual([text, [], null]);
  });
});

describe('what only the program knows', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['SELECT a FROM :table', '`:table` is a name'],
    ['SELECT a FROM {schema}.t', '`{schema}` is a name'],
    ['SELECT a FROM %s', '`%s` is a name'],
    ['SELECT a FROM t ORDER BY a :direction', '`:direction` is a name'],
    ['SELECT a FROM t WHERE a = 1 {filter}', '`{filter}` is a name'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a placeholder
    ['SELECT a FROM ${t} WHERE ${x} AND a = :a', '`${t}`, `${x}` are names'],
    ['SELECT :i:column FROM t', '`:i:column` is a name'],
    ['SELECT a FROM t WHERE :sql:x', '`:sql:x` is a name'],
    ['SELECT a FROM t :snip:x', '`:snip:x` is a name'],
    ['SELECT a FROM t WHERE (a, b) = :t:x', '`:t:x` is a name'],
    ['SELECT ?? FROM ??', '`??` is a name'],
    ['SELECT a FROM :"t"', '`:"t"` is a name'],
  ];
  test.each(cases)('%s', (text, message) => {
    const { failure, canonical, fingerprint } = readOne(text);
    expect(failure?.kind).toBe('dynamic');
    expect(failure?.message).toContain(message);
    expect([canonical, fingerprint]).toEqual([null, null]);
  });

  test('a slip beside a placeholder is a syntax error', () => {
    expect(readOne('SELECT a FORM t WHERE a = :a').failure?.message).toContain('at or near "t"');
    expect(readOne('SELECT a FROM t WHERE a = :a b').failure?.message).toContain('at or near "b"');
    expect(readOne('SELECT a FROM t WHERE a = ? ?').failure?.kind).toBe('syntax');
  });
});

test('a statement with more placeholders than can be tried ends soon', () => {
  expect(cpuMsOf(() => readOne(`SELECT ${'a @? ? ? ?, '.repeat(20_000)}`))).toBeLessThan(20_000);
});
