// A table's rows as a CSV file, by the names in its first line.
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { connectDatabase } from '../../src/data/connect-database.ts';
import { loadCsv } from '../../src/data/load-csv.ts';
import { SchemaError } from '../../src/errors.ts';
import { useTestServer } from '../postgres/test-server.ts';
import { makeTree } from './folder-tree.ts';

const postgres = useTestServer();
const TABLES = `
  CREATE TABLE cities (id int PRIMARY KEY, name text, "Note" text, twice int GENERATED ALWAYS AS (id * 2) STORED);
  CREATE SCHEMA app; CREATE TABLE app.users (id int); CREATE TABLE "Odd" (id int)`;

async function load(path: string, content: string | Buffer) {
  const database = await postgres.createDatabase('csv', TABLES);
  await using tree = await makeTree('head', { [path]: content });
  await using connection = await connectDatabase(postgres.server, database);
  await loadCsv(connection, tree, path);
  return (sql: string) => postgres.query(database, sql);
}

test('columns in any order, quotes, line breaks, NULL and the empty text', async () => {
  const rows = await load('db/cities.csv', '\uFEFFname,id,"Note"\r\n"Paris, ""FR""",1,\r\n"a\nb",2,""\r\n');
  expect(await rows('SELECT * FROM cities ORDER BY id')).toEqual([
    { id: 1, name: 'Paris, "FR"', Note: null, twice: 2 },
    { id: 2, name: 'a\nb', Note: '', twice: 4 },
  ]);
});

test('compressed, with the schema in the name', async () => {
  const rows = await load('app.users.csv.gz', gzipSync('id\n1\n2\n'));
  expect(await rows('SELECT count(*)::int AS n FROM app.users')).toEqual([{ n: 2 }]);
});

test.for(['Odd.csv', 'CITIES.csv'])('the table of %s', async (path) => {
  const rows = await load(path, 'id\n7\n');
  expect(await rows('SELECT id FROM "Odd" UNION ALL SELECT id FROM cities')).toEqual([{ id: 7 }]);
});

const ERRORS: readonly {
  readonly what: string;
  readonly path?: string;
  readonly content: string;
  readonly says: readonly RegExp[];
  readonly hint?: RegExp;
}[] = [
  {
    what: 'a table that is not there',
    path: 'db/towns.csv',
    content: 'id\n',
    says: [/db\/towns\.csv:1 \(head\): there is no table towns/],
    hint: /Tables: "?Odd"?, app\.users, cities/,
  },
  {
    what: 'a column that is not there',
    content: 'id,town\n1,x\n',
    says: [/no column "town"/],
    hint: /Columns: id, name, Note\./,
  },
  { what: 'an empty file', content: '', says: [/the file is empty/] },
  {
    what: 'a row that breaks a constraint',
    content: 'id\n1\n2\n1\n',
    says: [/db\/cities\.csv:4 /, /23505/, /cities_pkey/],
  },
  {
    what: 'a value of the wrong type',
    content: 'id,name\n1,"a\nb"\nx,y\n',
    says: [/db\/cities\.csv:4 /, /22P02/, /column id/],
  },
];

test.for(ERRORS)(
  '$what is an error with its place',
  async ({ path = 'db/cities.csv', content, says, hint }) => {
    const error = await load(path, content).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(SchemaError);
    for (const text of says) expect((error as SchemaError).message).toMatch(text);
    if (hint !== undefined) expect((error as SchemaError).hint).toMatch(hint);
  },
);
