// biome-ignore-all lint/suspicious/noTemplateCurlyInString: programs under test hold templates
import { beforeAll, expect, test } from 'vitest';
import { loadParser } from '../../../src/sql/parser.ts';
import { readTemplate } from '../../../src/sql/templates/read-template.ts';
import type { HoleNature, TemplatePart } from '../../../src/sql/templates/template.ts';

beforeAll(loadParser);

/** `select {v:id}`: a hole that a tag sends (v), a list (l), a fragment (f) or pasted text (p). */
function parse(template: string): readonly TemplatePart[] {
  const natures: Readonly<Record<string, HoleNature>> = { v: 'value', l: 'list', f: 'fragment', p: 'unknown' };
  return template.split(/(\{[vlfp]:[^}]*\})/).flatMap((piece): readonly TemplatePart[] => {
    const [, nature, source] = /^\{([vlfp]):([^}]*)\}$/.exec(piece) ?? [];
    if (nature !== undefined && source !== undefined) return [{ source, nature: natures[nature] ?? 'unknown' }];
    return piece === '' ? [] : [piece];
  });
}

const values: readonly (readonly [string, string, readonly (string | null)[]])[] = [
  ['select * from t where id = {v:id} limit {v:n}', 'select * from t where id = $1 limit $2', ['id', 'n']],
  ['select * from t where id = {p:id}', 'select * from t where id = $1', ['id']],
  ['select * from t where a = $2 and b = {v:this.b}', 'select * from t where a = $2 and b = $3', [null, 'b']],
  ['select * from t where id in ({l:ids})', 'select * from t where id in ($1)', ['ids']],
  ['select * from t where id in {l:ids}', 'select * from t where id in ($1)', ['ids']],
  ["select * from t where name like '%{p:q}%'", 'select * from t where name like $1', ['q']],
  [
    "select * from t where d > now() - interval '{p:n} days'",
    'select * from t where d > now() - $1::interval',
    ['n'],
  ],
  [
    'select * from t where a = ${p:i + 1} and b = ${p:i + 2}',
    'select * from t where a = $1 and b = $2',
    [null, null],
  ],
  ['select {v:id}, name from t where a = :b', 'select $1, name from t where a = $2', ['id', 'b']],
  [
    'insert into t select {v:a} where not exists (select 1 from t)',
    'insert into t select $1 where not exists (select 1 from t)',
    ['a'],
  ],
  ['select * from t where ({v:all} or x = 1)', 'select * from t where ($1 or x = 1)', ['all']],
  ['/* {p:trace} */ select * from t where a = 1 -- {p:more}', 'select * from t where a = 1', []],
  [
    'update t set a = {p:a}, b = {p:b} where c between {p:c} and {p:d}',
    'update t set a = $1, b = $2 where c between $3 and $4',
    ['a', 'b', 'c', 'd'],
  ],
];
test.each(values)('holes that are values: %s', (template, sql, names) => {
  const [query, ...others] = readTemplate(parse(template), 'anywhere');
  expect(others).toEqual([]);
  expect([query?.sql, query?.failure, query?.parameters.map((p) => p.name)]).toEqual([sql, null, names]);
});

const fragments: readonly (readonly [string, readonly string[]])[] = [
  ['select * from {p:schema}.jobs where id = $1', ['schema']],
  ['select * from {v:schema}.jobs where id = {v:id}', ['schema']],
  ['select * from "{p:schema}".jobs where id = $1', ['schema']],
  ['select * from jobs_{p:year} where id = $1', ['year']],
  ['select * from {p:prefix}jobs where id = $1', ['prefix']],
  ['SELECT {p:columns} FROM t', ['columns']],
  ['SELECT {v:columns} FROM t', ['columns']],
  ['SELECT a, {p:columns} FROM t', ['columns']],
  ['select count({p:column}) from t group by a', ['column']],
  ['select * from t where {p:condition}', ['condition']],
  ['select * from t where a = 1 and {v:condition}', ['condition']],
  ['select * from t where {p:column} = $1', ['column']],
  ['select * from t order by {v:column}', ['column']],
  ['select * from t {p:where} order by a {p:direction}', ['where', 'direction']],
  ['select * from t where a = 1 {p:more}{p:andMore}', ['more', 'andMore']],
  ['select * from t where a {p:operator} 1', ['operator']],
  ['update t set {p:assignments} where id = {p:id}', ['assignments']],
  ['insert into t ({p:columns}) values ({p:values})', ['columns']],
  ['insert into t {f:sql(row)}', ['sql(row)']],
  ['with x as ({p:query}) select * from x', ['query']],
  ['select * from t where a in ({f:sub})', ['sub']],
  ['SELECT run($cmd${p:command}$cmd$)', ['command']],
];
test.each(fragments)('holes that are names and pieces of SQL: %s', (template, holes) => {
  const [query, ...others] = readTemplate(parse(template), 'anywhere');
  expect(others).toEqual([]);
  const message = `${holes.map((hole) => `\`${hole}\``).join(', ')} ${holes.length === 1 ? 'is' : 'are'} put into`;
  expect(query?.failure).toMatchObject({ kind: 'dynamic', message: expect.stringContaining(message) });
  expect([query?.canonical, query?.fingerprint]).toEqual([null, null]);
});

test('a query of twelve fragments is understood within its tries', () => {
  const pieces = Array.from({ length: 12 }, (_, index) => ` {p:piece${index}}`).join('');
  const [query] = readTemplate(parse(`select a from {p:schema}.t where a = 1${pieces} order by a`), 'anywhere');
  expect(query?.failure?.kind).toBe('dynamic');
});

const english = [
  'Select all',
  'Select this',
  'SELECT ALL',
  'Select one or more',
  'Select 2 items',
  "Select 'Save'",
  'Select item(s)',
  'Select color (optional) from list',
  'Select from list',
  'Select a plan from the list',
  'Select items from the list where possible',
  'Select a, b from list',
  'Select yes/no from list',
  'Select start-date from calendar',
  'Select count(items) from list',
  'Delete from cart',
  'delete from favorites',
  'Delete user from group',
  'Update available',
  'Update x set y',
  'Update your profile, then set a password',
  'Insert into table',
  'Merge into main',
  'Values (1)',
  'values (a, b)',
  'with great power',
  'select option',
  'select > option',
  'select {p:count} items',
  'Select {p:name} from the list',
  'Delete from {p:name}',
  'Update {p:a} set {p:b}',
];
test.each(english)('is no query: %s', (text) => {
  expect(readTemplate(parse(text), 'anywhere')).toEqual([]);
});

test.each(['select option', 'select > option', 'Select this', 'Update your profile', 'Insert into table'])(
  'is no query even where queries go: %s',
  (text) => {
    expect(readTemplate([text], 'query')).toEqual([]);
  },
);

const queries: readonly (readonly [string, 'anywhere' | 'query'])[] = [
  ['select * from users', 'anywhere'],
  ['DELETE FROM cart', 'anywhere'],
  ['SELECT now()', 'anywhere'],
  ['select pg_notify($1, $2)', 'anywhere'],
  ['select id from users order by name', 'anywhere'],
  ['select a.id from a join b using (id)', 'anywhere'],
  ['delete from a where id = 1', 'anywhere'],
  ['insert into a select b from c', 'anywhere'],
  ['with x as (select 1) select * from x', 'anywhere'],
  ['(select a from b) union (select c from d) order by a', 'anywhere'],
  ['merge into a using b on a.id = b.id when matched then delete', 'anywhere'],
  ['select id, name from users', 'query'],
  ['delete from cart', 'query'],
  ['select 1', 'query'],
  ['values ($1)', 'query'],
];
test.each(queries)('is a query: %s (%s)', (text, position) => {
  expect(readTemplate([text], position)).toMatchObject([{ text, failure: null }]);
});

test('of several statements in one text the queries are taken, each where it stands', () => {
  const text = 'BEGIN; DELETE FROM a WHERE x = 1; SET x = 1; CREATE TABLE t (a int); SELECT * FROM a; COMMIT';
  const found = readTemplate([text], 'query');
  expect(found.map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([
    ['delete', 'DELETE FROM a WHERE x = 1'],
    ['select', 'SELECT * FROM a'],
  ]);
});

test('what PostgreSQL rejects is told where queries go, and passed over elsewhere', () => {
  const text = 'SELECT `id` FROM `orders`';
  expect(readTemplate([text], 'anywhere')).toEqual([]);
  expect(readTemplate([text], 'query')).toMatchObject([{ failure: { kind: 'syntax' } }]);
});

test('a name in a comment of the text names the query', () => {
  expect(readTemplate(['-- name: byId :one\nselect * from t where id = $1'], 'anywhere')).toMatchObject([
    { name: 'byId', text: 'select * from t where id = $1' },
  ]);
});
