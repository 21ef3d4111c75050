// A migration meets the transaction that its tool gives it, and an error names the line of the file.
import { expect, test } from 'vitest';
import { runSteps } from '../../src/data/build-database.ts';
import type { FileStep } from '../../src/data/data-step.ts';
import { noSharedRoles } from '../../src/data/shared-roles.ts';
import { SchemaError } from '../../src/errors.ts';
import { useTestServer } from '../postgres/test-server.ts';
import { makeTree } from './folder-tree.ts';
import { recordProgress } from './record-progress.ts';

const postgres = useTestServer();
const SETUP = 'CREATE TABLE t (id int PRIMARY KEY, x text)';
const LOCK = 'LOCK TABLE t IN SHARE MODE;';
const CONCURRENTLY = 'CREATE INDEX CONCURRENTLY t_x_idx ON t (x);';

async function run(sql: string, how: Omit<FileStep, 'kind' | 'path' | 'contentId'>, setup = SETUP) {
  const database = await postgres.createDatabase('migration', setup);
  await using tree = await makeTree('head', { 'm/1.sql': sql });
  const target = {
    server: postgres.server,
    database,
    tree,
    roles: noSharedRoles(),
    progress: recordProgress(),
  };
  await runSteps(target, 'adding', [{ kind: 'script', path: 'm/1.sql', contentId: '1', ...how }]);
  return (query: string) => postgres.query(database, query);
}

const INSERTS =
  'INSERT INTO t SELECT 1, pg_current_xact_id();\nINSERT INTO t SELECT 2, pg_current_xact_id();\n';
const TRANSACTIONS = 'SELECT count(DISTINCT x)::int AS n FROM t';

test.for([
  { transaction: 'each-statement', n: 2 },
  { transaction: 'whole-file', n: 1 },
  { transaction: 'unless-alone', n: 1 },
  { transaction: 'where-possible', n: 1 },
] as const)('$transaction: two statements in $n', async ({ transaction, n }) => {
  const query = await run(INSERTS, { transaction });
  expect(await query(TRANSACTIONS)).toEqual([{ n }]);
});

test.for([
  { transaction: 'unless-alone', sql: CONCURRENTLY },
  { transaction: 'unless-alone', sql: `-- one; statement\n${CONCURRENTLY}\n-- no more` },
  { transaction: 'where-possible', sql: `SELECT 1;\n${CONCURRENTLY}\nSELECT 2;` },
  { transaction: 'where-possible', sql: 'VACUUM t; CREATE INDEX t_x_idx ON t (x);' },
  { transaction: 'where-possible', sql: 'CREATE INDEX t_x_idx ON t (x); REINDEX (CONCURRENTLY) TABLE t;' },
  { transaction: 'each-statement', sql: `SELECT 1; ${CONCURRENTLY}` },
] as const)('$transaction runs outside of a transaction: $sql', async ({ transaction, sql }) => {
  const query = await run(sql, { transaction });
  expect(await query("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_x_idx'::regclass")).toEqual([
    { indisvalid: true },
  ]);
});

test('a file that begins and ends the transaction by itself', async () => {
  const query = await run(`BEGIN;\n${INSERTS}COMMIT;\n`, { transaction: 'unless-alone' });
  expect(await query(TRANSACTIONS)).toEqual([{ n: 1 }]);
});

test('parts are scripts of their own, in one transaction', async () => {
  const sql = `${LOCK}\nnot SQL\nINSERT INTO t SELECT 1, pg_current_xact_id()\nneither\n${LOCK}\nINSERT INTO t SELECT 2, pg_current_xact_id()`;
  const parts = [
    { first: 1, last: 1 },
    { first: 3, last: 3 },
    { first: 5, last: 6 },
  ];
  const query = await run(sql, { transaction: 'whole-file', parts });
  expect(await query(TRANSACTIONS)).toEqual([{ n: 1 }]);
});

test('COPY in a part', async () => {
  const sql = '-- up\nCOPY t FROM stdin;\n1\ta\n2\tb\n\\.\n-- down\nDROP TABLE t;';
  const query = await run(sql, { transaction: 'whole-file', parts: [{ first: 2, last: 5 }] });
  expect(await query('SELECT count(*)::int AS n FROM t')).toEqual([{ n: 2 }]);
});

test('placeholders, whole names only', async () => {
  const query = await run(`INSERT INTO t VALUES (1, ':DB :DB_NAME \${A}$& \${b}');`, {
    transaction: 'whole-file',
    placeholders: [
      { token: ':DB', value: { of: 'database' } },
      { token: `\${A}`, value: { text: '$&' } },
    ],
  });
  expect(await query("SELECT replace(x, current_database(), 'ours') AS x FROM t")).toEqual([
    { x: `ours :DB_NAME $&$& \${b}` },
  ]);
});

test.for([
  {
    what: 'a statement of a part',
    sql: 'down\n\nSELECT 1;\nSELECT *\nFROM nothing;',
    first: 3,
    line: 5,
    says: /42P01/,
  },
  {
    what: 'a statement that a part leaves open',
    sql: "x\nSELECT 1;\nSELECT 'a",
    first: 2,
    line: 3,
    says: /inside a string/,
  },
  {
    what: 'an index that is made concurrently beside another statement',
    sql: `x\nSELECT 1;\n${CONCURRENTLY}`,
    first: 2,
    line: 3,
    says: /25001/,
  },
  {
    what: 'a deferred constraint, at the end',
    sql: 'x\nALTER TABLE t ADD p int REFERENCES t DEFERRABLE INITIALLY DEFERRED;\nINSERT INTO t VALUES (1, NULL, 2);',
    first: 2,
    line: 3,
    says: /23503/,
  },
])('$what is an error with its line', async ({ sql, first, line, says }) => {
  const last = sql.split('\n').length;
  const failure = run(sql, { transaction: 'whole-file', parts: [{ first, last }] });
  await expect(failure).rejects.toBeInstanceOf(SchemaError);
  await expect(failure).rejects.toThrow(`m/1.sql:${line} (head)`);
  await expect(failure).rejects.toThrow(says);
});
