// The two databases differ in what the change did and in nothing else.
import { expect, test } from 'vitest';
import { prepareDatabases } from '../../src/data/prepare-databases.ts';
import { SchemaError } from '../../src/errors.ts';
import { useTestServer } from '../postgres/test-server.ts';
import { makeTree } from './folder-tree.ts';
import { recordProgress } from './record-progress.ts';

const postgres = useTestServer();

const SHOP = {
  'db/migrations/001_shop.sql': `
    CREATE TABLE customers (id int PRIMARY KEY, name text);
    CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customers, note text);
    CREATE INDEX orders_customer_id_idx ON orders (customer_id);
    DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = public, "odd ""name"', current_database()); END $$;`,
  'db/seed.sql': `
    INSERT INTO customers SELECT i, 'customer ' || i FROM generate_series(1, 100) i;
    INSERT INTO orders SELECT i, 1 + i % 100, repeat('x', 100) FROM generate_series(1, 40000) i;`,
};

async function prepare(base: Readonly<Record<string, string>>, head: Readonly<Record<string, string>>) {
  await using baseTree = await makeTree('base', base);
  await using headTree = await makeTree('head', head);
  const progress = recordProgress();
  const { server } = postgres;
  const config = { schema: ['db/migrations'], seed: ['db/seed.sql'] };
  const prepared = await prepareDatabases({ server, base: baseTree, head: headTree, ...config, progress });
  const query = async (side: 'base' | 'head', sql: string) => postgres.query(prepared[side].database, sql);
  return { prepared, progress, query };
}

const SEARCH_PATH = "SELECT current_setting('search_path') AS path";
/** What the planner goes by. */
const STATISTICS = `
  SELECT c.relname, c.relpages, c.reltuples, c.relallvisible, s.staattnum, s.stadistinct, s.stanumbers1::text,
         s.stavalues1::text, s.stavalues2::text
  FROM pg_class c LEFT JOIN pg_statistic s ON s.starelid = c.oid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> 'orders_customer_id_idx' ORDER BY 1, 5`;

test('the same schema and seed: one database, at rest', async () => {
  const { prepared, query } = await prepare(SHOP, { ...SHOP, 'queries/a.sql': 'SELECT 1' });
  expect(prepared).toMatchObject({
    same: true,
    how: 'one-database',
    changes: [],
    reasons: [],
    addedMigrations: [],
  });
  expect(prepared.head.database).toBe(prepared.base.database);
  expect(
    await query(
      'base',
      "SELECT relallvisible = relpages AS visible, reltuples FROM pg_class WHERE relname = 'orders'",
    ),
  ).toEqual([{ visible: true, reltuples: 40000 }]);
});

test('head adds migrations: siblings that differ in them alone', async () => {
  const { prepared, query } = await prepare(SHOP, {
    ...SHOP,
    'db/migrations/002_drop.sql': 'DROP INDEX orders_customer_id_idx;',
    'db/migrations/003_rename.sql':
      'UPDATE customers SET name = upper(name) WHERE id = 1; CREATE TABLE tags (id int);',
  });
  expect(prepared).toMatchObject({
    same: false,
    how: 'head-adds-migrations',
    reasons: [],
    addedMigrations: ['db/migrations/002_drop.sql', 'db/migrations/003_rename.sql'],
    seedChanged: false,
  });
  expect(prepared.changes.map(({ message }) => message)).toEqual([
    'index orders_customer_id_idx dropped',
    'table tags added',
    'rows of customers written by an added migration',
  ]);
  expect(prepared.changes[0]).toMatchObject({
    relations: ['public.orders'],
    head: null,
    base: expect.stringContaining('(customer_id)'),
  });
  expect(await query('base', 'SELECT name FROM customers WHERE id = 1')).toEqual([{ name: 'customer 1' }]);
  expect(await query('head', 'SELECT name FROM customers WHERE id = 1')).toEqual([{ name: 'CUSTOMER 1' }]);
  // A copy of a database comes without its settings.
  for (const side of ['base', 'head'] as const) {
    expect(await query(side, SEARCH_PATH)).toEqual([{ path: 'public, "odd ""name"' }]);
  }
});

test('statistics of what the change did not write are equal, and of every row', async () => {
  const { query } = await prepare(SHOP, {
    ...SHOP,
    'db/migrations/002_drop.sql': 'DROP INDEX orders_customer_id_idx;',
  });
  expect(await query('head', STATISTICS)).toEqual(await query('base', STATISTICS));
  // 40,000 rows are more than the default sample of 30,000.
  const buckets =
    "SELECT array_length(histogram_bounds, 1) > 130 AS whole FROM pg_stats WHERE tablename = 'orders' AND attname = 'id'";
  expect(await query('head', buckets)).toEqual([{ whole: true }]);
});

test('a migration edited in place: each side from its own tree, with equal statistics', async () => {
  const edited = SHOP['db/migrations/001_shop.sql'].replace('name text', "name text, email text DEFAULT ''");
  const { prepared, query } = await prepare(SHOP, { ...SHOP, 'db/migrations/001_shop.sql': edited });
  expect(prepared).toMatchObject({
    same: false,
    how: 'built-apart',
    seedChanged: false,
    reasons: ['migration 001_shop.sql was edited in place: each side is built from its own tree'],
  });
  expect(prepared.changes.map(({ message }) => message)).toEqual(['column customers.email added']);
  const orders = STATISTICS.replace('<>', "= 'orders' AND c.relname <>");
  expect(await query('head', orders)).toEqual(await query('base', orders));
});

test('base has no schema files: its database is empty', async () => {
  const { prepared, progress, query } = await prepare({ 'README.md': '' }, SHOP);
  expect(prepared).toMatchObject({ how: 'built-apart', seedChanged: true });
  expect(progress.lines).toContain('schema[0]: base has no db/migrations, and is built without it');
  expect(prepared.changes.map(({ message }) => message)).toContain('table orders added');
  expect(
    await query('base', "SELECT count(*)::int AS n FROM pg_class WHERE relnamespace = 'public'::regnamespace"),
  ).toEqual([{ n: 0 }]);
  expect(await query('head', 'SELECT count(*)::int AS n FROM orders')).toEqual([{ n: 40000 }]);
});

test('an added migration meets the rows of the seed, as in production', async () => {
  const migration = 'SELECT 1;\nALTER TABLE orders ADD CONSTRAINT short CHECK (length(note) < 100);';
  const failure = prepare(SHOP, { ...SHOP, 'db/migrations/002_check.sql': migration });
  await expect(failure).rejects.toBeInstanceOf(SchemaError);
  await expect(failure).rejects.toThrow(/db\/migrations\/002_check\.sql:2 \(head\): .*short.*23514/);
});

test('settings of one file do not reach the next', async () => {
  const files = {
    ...SHOP,
    'db/migrations/002_dump.sql': "SELECT pg_catalog.set_config('search_path', '', false);",
    'db/migrations/003_next.sql': 'CREATE TABLE next (id int);',
  };
  const { query } = await prepare(files, files);
  expect(await query('base', "SELECT to_regclass('public.next')::text AS next")).toEqual([{ next: 'next' }]);
});

/** The migration under way; other test files have databases of their own. */
const ASLEEP = "SELECT FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep(3600)%'";

test('stopped in the middle: it ends with the reason of the signal', async () => {
  await using tree = await makeTree('base', { 'db/migrations/001.sql': 'SELECT pg_sleep(3600);' });
  await using head = await makeTree('head', { 'db/migrations/001.sql': 'SELECT pg_sleep(3600);' });
  const reason = new Error('stopped');
  const controller = new AbortController();
  const prepared = prepareDatabases({
    server: postgres.server,
    base: tree,
    head,
    schema: ['db/migrations'],
    seed: [],
    progress: recordProgress(),
    signal: controller.signal,
  });
  const ended = expect(prepared).rejects.toBe(reason);
  await expect.poll(() => postgres.query('postgres', ASLEEP)).toHaveLength(1);
  controller.abort(reason);
  await ended;
});
