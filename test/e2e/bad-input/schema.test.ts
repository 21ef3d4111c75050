// A migration or seed that PostgreSQL refuses ends the run with the file, the line, PostgreSQL's words, SQLSTATE and side.
import { expect, test } from 'vitest';
import { check } from '../check.ts';
import { makeShop } from '../make-shop.ts';
import type { Files } from '../write-files.ts';

interface Case {
  readonly what: string;
  readonly base?: Files;
  readonly head?: Files;
  readonly says: readonly (string | RegExp)[];
}

/** A query that the change touches: without one nothing has to be built. */
const TOUCHED = {
  'queries/orders.sql': '-- name: ordersOfCustomer\nSELECT id FROM orders WHERE customer_id = $1;\n',
};

const CASES: readonly Case[] = [
  {
    what: 'a syntax error in a migration of head',
    head: { 'db/migrations/002_typo.sql': '-- Faster look-ups\n\nCREATE INDXE ON orders (total_cents);\n' },
    says: ['db/migrations/002_typo.sql:3', '42601', 'INDXE', /\bhead\b/],
  },
  {
    what: 'a migration of head that names a column that does not exist, in a later statement',
    head: { 'db/migrations/002_index.sql': 'SELECT 1;\nSELECT 2;\nCREATE INDEX ON orders (tax_cents);\n' },
    says: ['db/migrations/002_index.sql:3', '42703', 'column "tax_cents" does not exist', /\bhead\b/],
  },
  {
    what: 'an error in a migration of base',
    base: {
      'db/migrations/001_shop.sql':
        'CREATE TABLE orders (id integer PRIMARY KEY);\nSELECT no_such_function();\n',
    },
    head: TOUCHED,
    says: ['db/migrations/001_shop.sql:2', '42883', /\bbase\b/],
  },
  {
    what: 'an error in a seed',
    base: {
      'db/seed.sql':
        "INSERT INTO customers VALUES (1, 'a@example.com', 'A');\nINSERT INTO customer VALUES (2);\n",
    },
    head: TOUCHED,
    says: ['db/seed.sql:2', '42P01', 'relation "customer" does not exist', /\bbase\b/],
  },
  {
    what: 'a seed that breaks a foreign key',
    base: { 'db/seed.sql': "INSERT INTO orders VALUES (1, 7, '2025-01-01', 100);\n" },
    head: TOUCHED,
    says: ['db/seed.sql:1', '23503', 'orders_customer_id_fkey'],
  },
  {
    what: 'a row of COPY data that breaks a unique key',
    base: { 'db/seed.sql': 'COPY customers FROM stdin;\n1\ta@example.com\tA\n1\tb@example.com\tB\n\\.\n' },
    head: TOUCHED,
    says: ['db/seed.sql', '23505', 'customers_pkey'],
  },
];

test.for(CASES)('$what', async ({ base = {}, head = {}, says }) => {
  await using repository = await makeShop({ base, head });
  const result = await check(repository, ['--base', 'main', '--head', 'change']);
  expect(result.exitCode, result.stderr).toBe(3);
  for (const text of says) expect.soft(result.stderr).toMatch(text);
  expect(result.stderr).not.toMatch(/\n\s+at /);
  expect(result.stdout).toBe('');
  expect(result.leftBehind).toEqual([]);
});
