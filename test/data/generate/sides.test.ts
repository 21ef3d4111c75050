// Both sides get the same rows, and a change meets them as production would.
import { expect, test } from 'vitest';
import type { GenerateOptions } from '../../../src/data/generate/generate-options.ts';
import { prepareDatabases } from '../../../src/data/prepare-databases.ts';
import { useTestServer } from '../../postgres/test-server.ts';
import { makeTree } from '../folder-tree.ts';
import { recordProgress } from '../record-progress.ts';
import { CHECKSUM } from './generate-into.ts';

const postgres = useTestServer();

const BASE = {
  'db/migrations/1.sql': `CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL);
    CREATE TABLE orders (id serial PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, note text);`,
  'db/seed.sql': `INSERT INTO customers (name) VALUES ('Ada'), ('Grace');`,
};

async function prepare(head: Readonly<Record<string, string>>, tables: GenerateOptions['tables'] = {}) {
  await using baseTree = await makeTree('base', BASE);
  await using headTree = await makeTree('head', { ...BASE, ...head });
  const prepared = await prepareDatabases({
    server: postgres.server,
    base: baseTree,
    head: headTree,
    schema: ['db/migrations'],
    seed: ['db/seed.sql', { generate: { seed: 1, rows: 300, scale: 1, tables } }],
    progress: recordProgress(),
  });
  return {
    prepared,
    query: (side: 'base' | 'head', sql: string) => postgres.query(prepared[side].database, sql),
  };
}

test('nothing differs: one database, its seed kept and the other table filled', async () => {
  const { prepared, query } = await prepare({});
  expect(prepared).toMatchObject({ how: 'one-database', seedChanged: false });
  expect(
    await query('base', 'SELECT count(*)::int AS n, count(DISTINCT customer_id)::int AS c FROM orders'),
  ).toEqual([{ n: 300, c: 2 }]);
});

test('a migration meets the rows of base, and the tables that it adds are filled on head', async () => {
  const { prepared, query } = await prepare({
    'db/migrations/2.sql': `ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new';
      CREATE TABLE refunds (id serial PRIMARY KEY, order_id int NOT NULL UNIQUE REFERENCES orders);`,
  });
  expect(prepared).toMatchObject({ how: 'head-adds-migrations', seedChanged: false });
  const orders =
    'SELECT md5(string_agg(ROW(id, customer_id, note)::text, chr(10) ORDER BY ctid)) AS sum FROM orders';
  expect(await query('head', orders)).toEqual(await query('base', orders));
  expect(await query('head', 'SELECT count(DISTINCT state)::int AS states FROM orders')).toEqual([
    { states: 1 },
  ]);
  expect(await query('head', 'SELECT count(DISTINCT order_id)::int AS n FROM refunds')).toEqual([{ n: 300 }]);
});

test('a migration edited in place: each side is built apart, and tables that are the same hold the same rows', async () => {
  const { prepared, query } = await prepare({
    'db/migrations/1.sql': BASE['db/migrations/1.sql'].replace('note text', 'note text, cents int'),
  });
  expect(prepared).toMatchObject({ how: 'built-apart', seedChanged: false });
  const sums = async (side: 'base' | 'head') =>
    (await query(side, CHECKSUM)).filter(({ name }) => name === 'customers');
  expect(await sums('head')).toEqual(await sums('base'));
  const orders =
    'SELECT md5(string_agg(ROW(id, customer_id, note)::text, chr(10) ORDER BY ctid)) AS sum FROM orders';
  expect(await query('head', orders)).toEqual(await query('base', orders));
});
