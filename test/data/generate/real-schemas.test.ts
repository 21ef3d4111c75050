// Schemas that others wrote are filled without a word in the config.
import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { packageFolder } from '../../../scripts/measure-packages/package-folder.ts';
import { readPgBossSchema } from '../../../scripts/measure-packages/schema/pg-boss.ts';
import { moveTo, readMigrations } from '../../e2e/graphile-worker/read-migrations.ts';
import { useTestServer } from '../../postgres/test-server.ts';
import { generateInto } from './generate-into.ts';

const postgres = useTestServer();

const COUNTS = `
  SELECT c.oid::regclass::text AS name, (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %s', c.oid::regclass),
    true, true, '')))[1]::text::int AS rows
  FROM pg_class c WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace::regnamespace::text !~ '^(pg_|information_)'
  ORDER BY 1`;

async function sqlBelow(folder: string): Promise<string> {
  const url = new URL(`../../../fixtures/${folder}/`, import.meta.url);
  const names = (await readdir(url)).filter((name) => name.endsWith('.sql')).toSorted();
  return (await Promise.all(names.map((name) => readFile(new URL(name, url), 'utf8')))).join('\n');
}

async function workerSchema(): Promise<string> {
  const files = moveTo('db', await readMigrations('graphile-worker-head'));
  return `CREATE SCHEMA graphile_worker; ${Object.keys(files)
    .toSorted()
    .map((name) => files[name])
    .join('\n')}`;
}

const boss = () => readPgBossSchema(packageFolder({ alias: 'pg-boss' }, 'head'));

/** A shop as Rails, Prisma and Django write one: join tables, soft deletes, trees, money, states, settings. */
const SHOP = `
  CREATE TABLE accounts (id bigserial PRIMARY KEY, slug varchar(63) NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$'),
    settings jsonb NOT NULL DEFAULT '{}', created_at timestamp(6) NOT NULL, updated_at timestamp(6) NOT NULL);
  CREATE TABLE "User" (id text NOT NULL PRIMARY KEY, "accountId" bigint NOT NULL REFERENCES accounts ON DELETE CASCADE, email text NOT NULL,
    "deletedAt" timestamp(3), "isAdmin" boolean NOT NULL DEFAULT false, role text NOT NULL DEFAULT 'member');
  CREATE UNIQUE INDEX "User_email_key" ON "User" ("accountId", lower(email)) WHERE "deletedAt" IS NULL;
  CREATE TABLE categories (id serial PRIMARY KEY, parent_id int REFERENCES categories, name text NOT NULL, depth smallint NOT NULL DEFAULT 0 CHECK (depth >= 0),
    UNIQUE (parent_id, name));
  CREATE TABLE products (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), category_id int NOT NULL REFERENCES categories, sku text NOT NULL UNIQUE CHECK (sku = upper(sku)),
    price numeric(10,2) NOT NULL CHECK (price > 0), sale numeric(10,2), active boolean NOT NULL DEFAULT true, CHECK (sale IS NULL OR sale > 0));
  CREATE TABLE orders (id bigserial PRIMARY KEY, "userId" text NOT NULL REFERENCES "User", state varchar(20) NOT NULL DEFAULT 'cart' CHECK (state IN ('cart','paid','sent')),
    placed_at timestamptz, paid_at timestamptz, CHECK (paid_at >= placed_at));
  CREATE TABLE order_lines (order_id bigint NOT NULL REFERENCES orders, line_no smallint NOT NULL CHECK (line_no > 0), product_id uuid NOT NULL REFERENCES products,
    quantity int NOT NULL CHECK (quantity BETWEEN 1 AND 99), PRIMARY KEY (order_id, line_no));
  CREATE TABLE product_tags (product_id uuid REFERENCES products, tag text, PRIMARY KEY (product_id, tag));
  CREATE TABLE addresses (id serial PRIMARY KEY, user_id text NOT NULL REFERENCES "User", is_default boolean NOT NULL DEFAULT false);
  CREATE UNIQUE INDEX one_default ON addresses (user_id) WHERE is_default;`;

test.for([
  ['the sample project', () => sqlBelow('sample/db/migrations')],
  ['a queue of jobs: graphile-worker', workerSchema],
  ['a queue of jobs with partitions: pg-boss', boss],
  ['a shop', () => Promise.resolve(SHOP)],
  [
    'names, types and constraints that are rare',
    () => readFile(new URL('odd-schema.sql', import.meta.url), 'utf8'),
  ],
] as const)('%s', async ([, readSchema]) => {
  const database = await postgres.createDatabase('real', await readSchema());
  await generateInto(postgres.server, database);
  const counts = await postgres.query(database, COUNTS);
  expect(counts.length).toBeGreaterThan(3);
  expect(counts.filter(({ rows }) => Number(rows) === 0)).toEqual([]);
  expect(counts.filter(({ rows }) => Number(rows) >= 500).length).toBeGreaterThan(2);
});
