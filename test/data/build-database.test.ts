// Files run one after the other, each as if psql were started for it alone.
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { runSteps } from '../../src/data/build-database.ts';
import { compareSides } from '../../src/data/compare-sides.ts';
import { noSharedRoles } from '../../src/data/shared-roles.ts';
import { SchemaError } from '../../src/errors.ts';
import { useTestServer } from '../postgres/test-server.ts';
import { makeTree } from './folder-tree.ts';
import { recordProgress } from './record-progress.ts';

const postgres = useTestServer();

async function build(files: Readonly<Record<string, string | Buffer>>) {
  const database = await postgres.createDatabase('build');
  await using tree = await makeTree('head', files);
  const { plans } = await compareSides({ ...tree, side: 'base' }, tree, { schema: [], seed: ['db'] });
  const steps = plans.head.seed.flatMap((entry) => entry.steps);
  const progress = recordProgress();
  await runSteps(
    { server: postgres.server, database, tree, roles: noSharedRoles(), progress },
    'seeding',
    steps,
  );
  return (sql: string) => postgres.query(database, sql);
}

test('scripts and tables, compressed or not, by name', async () => {
  const rows = await build({
    'db/1.sql': 'CREATE TABLE cities (id int, name text);',
    'db/2/cities.csv': 'id\n99\n',
    'db/3.sql.gz': gzipSync('COPY cities FROM stdin;\n1\tGenève\n\\.\n'),
    'db/cities.csv.gz': gzipSync('name,id\nOslo,2\n'),
    'db/README.md': 'not a step',
  });
  expect(await rows('SELECT * FROM cities ORDER BY id')).toEqual([
    { id: 1, name: 'Genève' },
    { id: 2, name: 'Oslo' },
  ]);
});

test('a file leaves no setting, temporary table, prepared statement or role to the next', async () => {
  const rows = await build({
    'db/1.sql': `
      CREATE TABLE seen (search_path text, role text, temporary text, prepared int, timeout text, commit text);
      GRANT ALL ON seen TO pg_monitor;
      CREATE TEMP TABLE mine (id int); PREPARE p AS SELECT 1; SET search_path = ''; SET statement_timeout = '7s';
      SET standard_conforming_strings = off; SET session_replication_role = replica; SET ROLE pg_monitor;`,
    'db/2.sql': `
      INSERT INTO seen SELECT current_setting('search_path'), current_user, to_regclass('mine'),
        (SELECT count(*) FROM pg_prepared_statements), current_setting('statement_timeout'), E'\\\\' || '\\';`,
  });
  expect(await rows('SELECT * FROM seen')).toEqual([
    {
      search_path: '"$user", public',
      role: 'postgres',
      temporary: null,
      prepared: 0,
      timeout: '0',
      commit: '\\\\',
    },
  ]);
});

test('what a file sets for the database holds from the next file on', async () => {
  const rows = await build({
    'db/1.sql': `CREATE SCHEMA app;
      DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = app', current_database()); END $$;
      CREATE TABLE first (id int);`,
    'db/2.sql': 'CREATE TABLE second (id int);',
  });
  expect(
    await rows(
      "SELECT relnamespace::regnamespace::text AS n FROM pg_class WHERE relname IN ('first', 'second') ORDER BY relname",
    ),
  ).toEqual([{ n: 'public' }, { n: 'app' }]);
});

test.for([
  ['not compressed at all', Buffer.from('SELECT 1;')],
  ['cut off', gzipSync('SELECT 1;'.repeat(1000)).subarray(0, 30)],
] as const)('a .gz file that is %s', async ([, content]) => {
  const failure = build({ 'db/seed.sql.gz': content });
  await expect(failure).rejects.toBeInstanceOf(SchemaError);
  await expect(failure).rejects.toThrow(/db\/seed\.sql\.gz:1 \(head\): not a gzip file, or cut off/);
});
