// Each convention in the form that its tool documents: a user would miss names, parameters, and what is not readable.
import { beforeAll, describe, expect, test } from 'vitest';
import { loadParser } from '../../../src/sql/parser.ts';
import { splitStatements } from '../../../src/sql/split-statements.ts';
import { cpuMsOf } from '../../cpu-ms-of.ts';

beforeAll(loadParser);

interface Read {
  readonly name: string | null;
  readonly sql: string;
  readonly parameters: readonly (string | null)[];
  readonly failure?: string;
}

const read = (text: string): Read[] =>
  splitStatements('q.sql', text).map(({ name, sql, parameters, failure }) => ({
    name,
    sql: sql.replaceAll(/\s+/g, ' '),
    parameters: parameters.map((parameter) => parameter.name),
    ...(failure ? { failure: failure.kind } : {}),
  }));

const cases: readonly (readonly [string, string, readonly Read[]])[] = [
  [
    'sqlc',
    '-- name: ListAuthors :many\nSELECT sqlc.embed(a) FROM authors a WHERE id = ANY(@ids::int[]) AND bio = sqlc.narg(bio);',
    [
      {
        name: 'ListAuthors',
        sql: 'SELECT a.* FROM authors a WHERE id = ANY($1::int[]) AND bio = $2',
        parameters: ['ids', 'bio'],
      },
    ],
  ],
  [
    'pgtyped',
    `/*
  @name InsertUsers
  @param users -> ((name, age!)...)
*/
INSERT INTO users (name, age) VALUES :users RETURNING id;

/* @name PickUser
   @param user -> (name, age) */
INSERT INTO users (name, age) VALUES :user;

/* @name FindUsers @param ids -> (...) */
SELECT * FROM users WHERE id IN :ids AND age > :age! AND data ? 'x';`,
    [
      {
        name: 'InsertUsers',
        sql: 'INSERT INTO users (name, age) VALUES ($1, $2) RETURNING id',
        parameters: ['users.name', 'users.age'],
      },
      {
        name: 'PickUser',
        sql: 'INSERT INTO users (name, age) VALUES ($1, $2)',
        parameters: ['user.name', 'user.age'],
      },
      {
        name: 'FindUsers',
        sql: "SELECT * FROM users WHERE id = ANY ($1) AND age > $2 AND data ? 'x'",
        parameters: ['ids', 'age'],
      },
    ],
  ],
  [
    'aiosql',
    '-- name: get_user(user_id)^\n-- record_class: User\nSELECT * FROM users WHERE id = :user_id\n\n-- name: add_user<!\nINSERT INTO users (name) VALUES (:name)',
    [
      { name: 'get_user', sql: 'SELECT * FROM users WHERE id = $1', parameters: ['user_id'] },
      { name: 'add_user', sql: 'INSERT INTO users (name) VALUES ($1)', parameters: ['name'] },
    ],
  ],
  [
    'yesql',
    '-- name: users-by-country\n-- Counts the users of a country.\nSELECT count(*) FROM users WHERE country_code = :country-code AND a = ?',
    [
      {
        name: 'users-by-country',
        sql: 'SELECT count(*) FROM users WHERE country_code = $1 AND a = $2',
        parameters: ['country-code', null],
      },
    ],
  ],
  [
    'HugSQL',
    `-- :name get-user :? :1
-- :doc One user
SELECT * FROM users WHERE id = :id AND first_name = :user.first-name

/* :name add-users! :! :n */
INSERT INTO users (id, name) VALUES :t*:users

-- :snip by-age
AND age > :age

-- :name find-users
-- :command :query
SELECT :i*:columns FROM users WHERE id IN (:v*:ids) :snip:by-age

-- :name maybe-filtered :? :*
SELECT * FROM users
--~ (when (:id params) "WHERE id = :id")

-- :name all-users :?
SELECT * FROM users`,
    [
      {
        name: 'get-user',
        sql: 'SELECT * FROM users WHERE id = $1 AND first_name = $2',
        parameters: ['id', 'user.first-name'],
      },
      {
        name: 'add-users!',
        sql: 'INSERT INTO users (id, name) VALUES ($1, $2)',
        parameters: ['users.1', 'users.2'],
      },
      {
        name: 'find-users',
        sql: 'SELECT :i*:columns FROM users WHERE id = ANY ($1) :snip:by-age',
        parameters: ['ids'],
        failure: 'dynamic',
      },
      {
        name: 'maybe-filtered',
        sql: 'SELECT * FROM users --~ (when (:id params) "WHERE id = :id")',
        parameters: [],
        failure: 'dynamic',
      },
      { name: 'all-users', sql: 'SELECT * FROM users', parameters: [] },
    ],
  ],
  ['regresql', '--name: top\nSELECT :a::int', [{ name: 'top', sql: 'SELECT $1::int', parameters: ['a'] }]],
  [
    'a plain file',
    '-- All of them\nSELECT 1;\nSELECT $1;',
    [
      { name: null, sql: 'SELECT 1', parameters: [] },
      { name: null, sql: 'SELECT $1', parameters: [null] },
    ],
  ],
];

test.each(cases)('%s', (_, text, statements) => {
  expect(read(text)).toEqual(statements);
});

describe('what names nothing', () => {
  test.each([
    '/* write to name@example.com */ SELECT 1',
    '/* the @names of all */ SELECT 1',
    '-- :doc about\nSELECT 1',
    '-- :name two words here\nSELECT 1',
    '--~~~~~~~~~~\nSELECT 1',
  ])('%s', (text) => {
    expect(read(text)).toEqual([{ name: null, sql: 'SELECT 1', parameters: [] }]);
  });
});

test('a hostile comment of annotations is read in time', () => {
  const cpuMs = cpuMsOf(() => {
    read(`/* @name X ${'@param a -> ( '.repeat(60_000)} */ SELECT 1`);
    read(`/* @name X @param a -> (${' '.repeat(500_000)} */ SELECT 1`);
    read(`/* ${'@name '.repeat(100_000)} */ SELECT 1`);
    read(`-- :name ${'x '.repeat(200_000)}\nSELECT 1`);
  });
  expect(cpuMs).toBeLessThan(20_000);
});
