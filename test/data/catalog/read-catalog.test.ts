// What differs between the two databases must be named, and nothing that is equal may be.
import { beforeAll, expect, test } from 'vitest';
import { diffCatalogs } from '../../../src/data/catalog/diff-catalogs.ts';
import { readCatalog } from '../../../src/data/catalog/read-catalog.ts';
import { connectDatabase } from '../../../src/data/connect-database.ts';
import { useTestServer } from '../../postgres/test-server.ts';

const postgres = useTestServer();

const SCHEMA = `
  CREATE EXTENSION citext;
  CREATE TYPE mood AS ENUM ('ok', 'bad');
  CREATE DOMAIN age AS int CHECK (VALUE >= 0);
  CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL, m mood, a age);
  CREATE TABLE orders (id bigserial PRIMARY KEY, customer_id int REFERENCES customers, total numeric(10, 2) DEFAULT 0,
                       tags text[], note text, CONSTRAINT positive CHECK (total >= 0));
  CREATE INDEX orders_customer_id_idx ON orders (customer_id) WHERE total > 0;
  CREATE SCHEMA app;
  CREATE TABLE app.events (at timestamptz, what text) PARTITION BY RANGE (at);
  CREATE TABLE app.events_2025 PARTITION OF app.events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
  CREATE INDEX events_at ON app.events (at);
  CREATE VIEW big AS SELECT id, total FROM orders WHERE total > 100;
  CREATE MATERIALIZED VIEW sums AS SELECT customer_id, sum(total) AS s FROM orders GROUP BY 1;
  CREATE FUNCTION double(i int) RETURNS int LANGUAGE sql AS 'SELECT i * 2';
  CREATE AGGREGATE total_of(int) (SFUNC = int4pl, STYPE = int);
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
  ALTER TABLE customers ENABLE ROW LEVEL SECURITY;
  CREATE POLICY mine ON customers USING (id = 1);
  CREATE RULE quiet AS ON DELETE TO customers DO ALSO NOTHING;
  CREATE STATISTICS together ON customer_id, total FROM orders;`;

const CASES: readonly (readonly [ddl: string, messages: readonly string[], relations?: readonly string[]])[] = [
  ['SELECT 1', []],
  ['DROP INDEX orders_customer_id_idx', ['index orders_customer_id_idx dropped'], ['public.orders']],
  ['CREATE INDEX CONCURRENTLY i ON orders (total)', ['index i added'], ['public.orders']],
  [
    'DROP INDEX orders_customer_id_idx; CREATE INDEX orders_customer_id_idx ON orders (customer_id)',
    ['index orders_customer_id_idx changed'],
  ],
  [
    "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'orders_customer_id_idx'::regclass",
    ['index orders_customer_id_idx changed'],
  ],
  ['ALTER TABLE orders DROP CONSTRAINT orders_pkey', ['index orders_pkey dropped'], ['public.orders']],
  ['CREATE INDEX ON app.events_2025 (what)', ['index app.events_2025_what_idx added'], ['app.events_2025']],
  ['ALTER TABLE customers ADD email text', ['column customers.email added'], ['public.customers']],
  ['ALTER TABLE customers ALTER name DROP NOT NULL', ['column customers.name changed']],
  [
    'ALTER TABLE orders ALTER note TYPE varchar(20), ALTER id SET DEFAULT 7',
    ['column orders.id changed', 'column orders.note changed'],
  ],
  ['ALTER TABLE customers ALTER name SET STATISTICS 500', ['column customers.name changed']],
  ['ALTER TABLE customers ALTER name SET STORAGE external', ['column customers.name changed']],
  [
    'ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey',
    ['constraint orders_customer_id_fkey dropped'],
    ['public.customers', 'public.orders'],
  ],
  ['ALTER TABLE orders ADD CONSTRAINT few CHECK (total < 1000) NOT VALID', ['constraint few added']],
  ['DROP TABLE app.events', ['table app.events dropped', 'table app.events_2025 dropped']],
  ['CREATE TABLE "Odd name" (id int PRIMARY KEY)', ['table "Odd name" added'], ['public."Odd name"']],
  ['ALTER TABLE orders SET (fillfactor = 50)', ['table orders changed']],
  ['ALTER TABLE orders SET (toast.autovacuum_enabled = off)', ['table orders changed']],
  ['ALTER TABLE orders ENABLE ROW LEVEL SECURITY', ['table orders changed']],
  ['ALTER TABLE app.events DETACH PARTITION app.events_2025', ['table app.events_2025 changed']],
  [
    'CREATE OR REPLACE VIEW big AS SELECT id, total FROM orders WHERE total > 200',
    ['view big changed'],
    ['public.big'],
  ],
  [
    'CREATE OR REPLACE FUNCTION double(i int) RETURNS int LANGUAGE sql IMMUTABLE AS $$SELECT i * 2$$',
    ['function double(i integer) changed'],
    [],
  ],
  ['DROP AGGREGATE total_of(int)', ['function total_of(integer) dropped']],
  ['ALTER TABLE orders DISABLE TRIGGER touch', ['trigger touch on orders changed'], ['public.orders']],
  ['ALTER POLICY mine ON customers USING (id = 2)', ['policy mine on customers changed'], ['public.customers']],
  ['DROP RULE quiet ON customers', ['rule quiet on customers dropped'], ['public.customers']],
  ["ALTER TYPE mood ADD VALUE 'good' BEFORE 'bad'", ['type mood changed'], ['public.customers']],
  ['ALTER DOMAIN age SET NOT NULL', ['type age changed'], ['public.customers']],
  ['CREATE TYPE pair AS (a int, b text)', ['type pair added'], []],
  ['DROP STATISTICS together', ['statistics together dropped'], ['public.orders']],
  ['DROP EXTENSION citext', ['extension citext dropped'], []],
  ['ALTER SEQUENCE orders_id_seq INCREMENT 5', ['sequence orders_id_seq changed']],
  [
    'INSERT INTO customers VALUES (1, $$a$$); REFRESH MATERIALIZED VIEW sums; ANALYZE; SELECT nextval($$orders_id_seq$$)',
    [],
  ],
  [
    "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = 1000', current_database()); END $$",
    ['setting work_mem added'],
    [],
  ],
];

let base: Awaited<ReturnType<typeof read>>;
let baseName: string;

async function read(database: string) {
  await using connection = await connectDatabase(postgres.server, database);
  return await readCatalog(connection.client);
}

beforeAll(async () => {
  baseName = await postgres.createDatabase('base', SCHEMA);
  base = await read(baseName);
});

test.for(CASES)('%s', async ([ddl, messages, relations]) => {
  const head = await postgres.server.createDatabase('head', baseName);
  await using connection = await connectDatabase(postgres.server, head);
  for (const statement of ddl.startsWith('DO') ? [ddl] : ddl.split(';'))
    await connection.client.query(statement);
  const changes = diffCatalogs(base, await readCatalog(connection.client));
  expect(changes.map(({ message }) => message)).toEqual(messages);
  if (relations !== undefined) expect(changes[0]?.relations).toEqual(relations);
});

test('two databases that were built alike have the same catalog', async () => {
  expect(diffCatalogs(base, await read(await postgres.createDatabase('again', SCHEMA)))).toEqual([]);
});
