import { beforeAll, describe, expect, it } from 'vitest';
import type { Prober } from '../../../src/measure/values/probe/run-probe.ts';
import { loadParser } from '../../../src/sql/parser.ts';
import { useTestServer } from '../../postgres/test-server.ts';
import { chooseFor, openProber, runWith } from './open-prober.ts';

const testServer = useTestServer();

/** Of 6,000 orders customer 42 has 2,005, customers 1 to 20 have 105 each, and the others up to 400 have 5. */
const SCHEMA = `
  CREATE TYPE status AS ENUM ('new', 'paid', 'shipped', 'lost');
  CREATE TABLE customers (id int PRIMARY KEY, email text UNIQUE NOT NULL, country char(2) NOT NULL, active boolean NOT NULL);
  CREATE TABLE orders (
    id bigserial PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, status status NOT NULL,
    placed_at timestamptz NOT NULL, note text);
  CREATE TABLE empty (id int PRIMARY KEY);
  INSERT INTO customers SELECT i, 'user' || i || '@example.com', (ARRAY['DE', 'DE', 'DE', 'US', 'FR'])[1 + i % 5], i % 10 <> 0
    FROM generate_series(1, 500) i;
  INSERT INTO orders (customer_id, status, placed_at, note)
    SELECT CASE i % 3 WHEN 0 THEN 42 WHEN 1 THEN 1 + i / 3 % 400 ELSE 1 + i / 3 % 20 END, (ARRAY['new', 'paid', 'paid', 'shipped'])[1 + i % 4]::status,
      timestamptz '2026-01-01Z' + i * interval '1 minute', CASE WHEN i % 2 = 0 THEN 'note ' || i END
    FROM generate_series(1, 6000) i;
  CREATE INDEX ON orders (customer_id);
`;

describe('chooseValues', () => {
  let prober: Prober;

  beforeAll(async () => {
    await loadParser();
    const opened = await openProber(testServer, SCHEMA);
    prober = opened;
    return () => opened[Symbol.asyncDispose]();
  });

  it.each<[what: string, sql: string, rows: Record<string, number>]>([
    ['a unique key', 'SELECT FROM customers WHERE id = $1', { typical: 1, absent: 0 }],
    [
      'keys of one row together',
      'SELECT FROM orders WHERE customer_id = $1 AND status = $2',
      { heaviest: 1000, absent: 0 },
    ],
    [
      'a join',
      'SELECT FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.email = $1',
      { typical: 5, heaviest: 2005, rare: 5, absent: 0 },
    ],
    ['a list', 'SELECT FROM customers WHERE id = ANY($1)', { typical: 10, wide: 500, other: 1 }],
    [
      'a range and pages',
      'SELECT FROM orders WHERE placed_at >= $1 AND placed_at < $2 LIMIT $3 OFFSET $4',
      { typical: 20, wide: 100 },
    ],
    ['a pattern', 'SELECT FROM customers WHERE email LIKE $1', { typical: 500 }],
  ])('finds rows by %s', async (_, sql, rows) => {
    const { sets } = await chooseFor(prober, sql);
    const found: Record<string, number> = {};
    for (const [name, values] of Object.entries(sets)) found[name] = await runWith(prober, sql, values);
    expect(found).toMatchObject(rows);
    const { absent: _absent, ...others } = found;
    expect(Object.values(others)).not.toContain(0);
  });

  it.each([
    ['SELECT FROM empty WHERE id = $1', 'no value for $1: empty.id has no rows'],
    [
      'SELECT to_char(placed_at, $1) FROM orders',
      'no value for $1: it meets no column; it is an argument of to_char()',
    ],
  ])('names the parameter and the column that it has no value for: %s', async (sql, message) => {
    expect(await chooseFor(prober, sql)).toMatchObject({ failure: message });
  });
});
