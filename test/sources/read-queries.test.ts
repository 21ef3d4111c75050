// Other databases' queries are named and set aside; a slip that another database happens to take hides nothing.
import { expect, test } from 'vitest';
import { listForeignChanges } from '../../src/sources/list-foreign-changes.ts';
import { readQueries } from '../../src/sources/read-queries.ts';
import { memoryTree } from './memory-tree.ts';

const POSTGRES = 'SELECT id FROM t WHERE a = $1;';
const MYSQL = 'SELECT `id` FROM `t` LIMIT 1, 2;';
const EVERYTHING = { include: ['**/*.sql'], exclude: [] };

type Files = Readonly<Record<string, string>>;

async function read(base: Files, head: Files) {
  const {
    head: statements,
    base: old,
    foreign,
    skipped,
  } = await readQueries(memoryTree(base), memoryTree(head), EVERYTHING);
  return {
    base: old.map(({ location }) => location.file),
    head: statements.map(({ location, failure }) => `${location.file} ${failure?.kind ?? 'read'}`),
    changed: listForeignChanges({ foreign }).map(({ file, reason }) => `${file}: ${reason}`),
    foreign: foreign.map(({ file }) => file),
    skipped,
  };
}

test('a file that base has as MySQL stays MySQL, and is named when it changes', async () => {
  const files = { 'p.sql': POSTGRES, 'm.sql': MYSQL };
  expect(await read(files, { ...files, 'm.sql': `${MYSQL}\nSELECT 1;` })).toEqual({
    ...{ base: ['p.sql'], head: ['p.sql read'], changed: ['m.sql: MySQL, not checked'] },
    ...{ foreign: ['m.sql'], skipped: [] },
  });
  expect(await read(files, files)).toMatchObject({ changed: [], foreign: ['m.sql'] });
});

test('a query of PostgreSQL that a slip turns into MySQL is not set aside', async () => {
  const result = await read(
    { 'p.sql': 'SELECT id FROM t LIMIT 2 OFFSET 1;', 'm.sql': MYSQL },
    { 'p.sql': MYSQL, 'm.sql': MYSQL },
  );
  expect(result.head).toEqual(['p.sql unsupported']);
  expect(result.base).toEqual(['p.sql']);
  expect(result.changed).toEqual([]);
});

test('the first file of another database is not believed; one more is, and one whose path names it', async () => {
  expect((await read({}, { 'm.sql': MYSQL })).head).toEqual(['m.sql unsupported']);
  expect((await read({ 'm.sql': MYSQL }, { 'm.sql': MYSQL, 'n.sql': MYSQL })).changed).toEqual([
    'n.sql: MySQL, not checked',
  ]);
  expect((await read({}, { 'mysql/m.sql': MYSQL })).changed).toEqual(['mysql/m.sql: MySQL, not checked']);
});

test('a file of MySQL that is removed or renamed leaves no removed query behind', async () => {
  expect(await read({ 'm.sql': MYSQL }, {})).toMatchObject({
    base: [],
    head: [],
    changed: ['m.sql: MySQL, not checked'],
  });
  expect(await read({ 'm.sql': MYSQL }, { 'n.sql': MYSQL })).toMatchObject({ base: [], head: [] });
});

test('a file that becomes PostgreSQL’s is read', async () => {
  expect((await read({ 'm.sql': MYSQL }, { 'm.sql': POSTGRES })).head).toEqual(['m.sql read']);
});

const SQLC = JSON.stringify({
  version: '2',
  sql: [
    { engine: 'postgresql', schema: 'pg/schema', queries: ['pg/queries', 'shared.sql'] },
    { engine: 'sqlite', schema: 'lite/schema.sql', queries: ['lite/queries/*.sql', 'shared.sql'] },
    { engine: 'mysql', schema: 'my', queries: 'my' },
  ],
});

test('what sqlc keeps for other databases is not read, and schema is no query', async () => {
  const files = {
    'app/sqlc.json': SQLC,
    'app/pg/schema/1.sql': 'CREATE TABLE t ();',
    'app/pg/schema/deep/q.sql': 'SELECT 2;',
    'app/pg/queries/q.sql': POSTGRES,
    'app/shared.sql': 'SELECT 1;',
    'app/lite/schema.sql': 'CREATE TABLE t (a) WITHOUT ROWID;',
    'app/lite/queries/q.sql': 'SELECT 1;',
    // Schema and queries in one folder are queries.
    'app/my/q.sql': 'SELECT 1;',
    'pg/schema/q.sql': 'SELECT 3;',
  };
  expect(await read({}, files)).toEqual({
    base: [],
    head: [
      'app/pg/schema/deep/q.sql read',
      'app/pg/queries/q.sql read',
      'app/shared.sql read',
      'pg/schema/q.sql read',
    ],
    changed: ['app/lite/queries/q.sql: SQLite, not checked', 'app/my/q.sql: MySQL, not checked'],
    foreign: ['app/lite/queries/q.sql', 'app/my/q.sql'],
    skipped: [],
  });
});
