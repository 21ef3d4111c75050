// A tenth of the data on a real server, of a schema that makes it hard. A user would miss keys that lead nowhere where they
// should not, and a run that dies because a table has an identity column.
import { beforeAll, describe, expect, it } from 'vitest';
import { cloneForTenth, makeTenth, type TenthSize } from '../../../src/data/tenth/make-tenth.ts';
import { useTestServer } from '../../postgres/test-server.ts';

const testServer = useTestServer();
const { createDatabase, query } = testServer;

const SCHEMA = `
  CREATE TABLE countries (code char(2) PRIMARY KEY, name text);
  CREATE TABLE customers (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL,
    folded text GENERATED ALWAYS AS (lower(email)) STORED, country char(2) REFERENCES countries, referrer int REFERENCES customers);
  CREATE TABLE orders (id bigserial PRIMARY KEY, customer_id int NOT NULL REFERENCES customers ON DELETE CASCADE, total int NOT NULL);
  CREATE TABLE products (id int PRIMARY KEY, name text);
  CREATE TABLE lines (order_id bigint REFERENCES orders, product_id int REFERENCES products, gone int, PRIMARY KEY (order_id, product_id));
  ALTER TABLE lines DROP COLUMN gone;
  CREATE TABLE favourites (customer_id int REFERENCES customers, note text);
  CREATE TABLE log (at int, what text);
  CREATE TABLE events (id int, day date, customer_id int REFERENCES customers, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
  CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2025-07-01');
  CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM ('2025-07-01') TO ('2026-01-01');
  CREATE SCHEMA "Odd Shop";
  CREATE TABLE "Odd Shop"."Zeilen ""x""" ("Key" text PRIMARY KEY, "select" int);
  CREATE TABLE heir () INHERITS (log);
  CREATE MATERIALIZED VIEW totals AS SELECT customer_id, sum(total) AS total FROM orders GROUP BY 1;
  ALTER TABLE customers ENABLE ROW LEVEL SECURITY; ALTER TABLE customers FORCE ROW LEVEL SECURITY;
  CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no writes'; END $$;
  INSERT INTO countries SELECT chr(65 + i / 26) || chr(65 + i % 26), 'c' FROM generate_series(0, 249) i;
  INSERT INTO customers (email, country) SELECT 'C' || i, 'AB' FROM generate_series(1, 5000) i;
  UPDATE customers SET referrer = 1 WHERE id > 1;
  INSERT INTO orders (customer_id, total) SELECT 1 + i % 5000, i FROM generate_series(1, 20000) i;
  INSERT INTO products SELECT i, 'p' FROM generate_series(1, 2000) i;
  INSERT INTO lines (order_id, product_id) SELECT 1 + i % 20000, 1 + i % 1999 FROM generate_series(1, 40000) i;
  INSERT INTO favourites SELECT 1 + i, 'x' FROM generate_series(1, 50) i;
  INSERT INTO log SELECT i, 'x' FROM generate_series(1, 3000) i;
  INSERT INTO heir SELECT i, 'y' FROM generate_series(1, 500) i;
  INSERT INTO events SELECT i, date '2025-01-01' + i % 364, CASE WHEN i % 10 = 0 THEN NULL ELSE 1 + i % 5000 END FROM generate_series(1, 30000) i;
  INSERT INTO "Odd Shop"."Zeilen ""x""" SELECT 'k' || i, i FROM generate_series(1, 2000) i;
  REFRESH MATERIALIZED VIEW totals;
  CREATE TRIGGER refused BEFORE INSERT OR DELETE ON orders FOR EACH ROW EXECUTE FUNCTION refuse();
  VACUUM (FREEZE, ANALYZE);
`;

describe('makeTenth', () => {
  let source: string;
  let tenth: string;
  let sizes: ReadonlyMap<string, TenthSize>;
  const told: string[] = [];
  const progress = {
    step: () => undefined,
    advance: () => undefined,
    warn: () => undefined,
    info: (message: string) => void told.push(message),
  };

  beforeAll(async () => {
    source = await createDatabase('tenth_source');
    for (const statement of SCHEMA.split(/;\n/u)) if (statement.trim() !== '') await query(source, statement);
    const { server } = testServer;
    tenth = await cloneForTenth(server, source);
    const made = await makeTenth({ server, database: tenth, progress }, ['42', 'k77', "o'hara"]);
    sizes = new Map(made.map((size) => [size.relation, size]));
  });

  const count = async (sql: string) =>
    Number((await query(tenth, `SELECT count(*) AS n FROM ${sql}`))[0]?.['n']);

  it.each([
    ['customers', 5000],
    ['orders', 20000],
    ['lines', 40000],
    ['products', 2000],
    ['log', 3000],
    ['events', 30000],
    ['Odd Shop.Zeilen "x"', 2000],
  ])('%s becomes about a tenth', (relation, all) => {
    const size = sizes.get(relation);
    expect(size?.rows.all).toBe(all);
    expect((size?.rows.tenth ?? 0) / all).toBeGreaterThan(0.07);
    expect((size?.rows.tenth ?? 0) / all).toBeLessThan(0.14);
  });

  it.each([
    ['countries', 250],
    ['favourites', 50],
    ['heir', 500],
  ])('%s is small and stays whole', async (relation, all) => {
    expect(sizes.get(relation)?.rows).toEqual({ tenth: all, all });
    expect(await count(relation)).toBe(all);
  });

  it('a kept customer has all orders, and a kept order all lines', async () => {
    const fewer = `(SELECT customer_id FROM orders WHERE id <> 42 GROUP BY 1 HAVING count(*) <> 4) x`;
    expect(await count(fewer)).toBe(0);
    expect(
      await count(
        'orders o WHERE id <> 42 AND NOT EXISTS (SELECT FROM customers c WHERE c.id = o.customer_id)',
      ),
    ).toBe(0);
    expect(await count('(SELECT order_id FROM lines GROUP BY 1 HAVING count(*) <> 2) x')).toBe(0);
    expect(await count('events e WHERE customer_id NOT IN (SELECT id FROM customers)')).toBe(0);
    expect(await count('events WHERE customer_id IS NULL')).toBeGreaterThan(200);
  });

  it('rows that hold a wanted value in their key are kept, with what follows them', async () => {
    expect(await count('customers WHERE id = 42')).toBe(1);
    expect(await count('orders WHERE customer_id = 42')).toBe(4);
    expect(await count(`"Odd Shop"."Zeilen ""x""" WHERE "Key" = 'k77'`)).toBe(1);
  });

  it('computed columns, order of rows, statistics and materialized views are those of the rows', async () => {
    expect(await count('customers WHERE folded <> lower(email)')).toBe(0);
    expect(await count('(SELECT id < lag(id) OVER (ORDER BY ctid) AS back FROM orders) x WHERE back')).toBe(0);
    const [orders] = await query(tenth, `SELECT reltuples::int AS rows FROM pg_class WHERE relname = 'orders'`);
    expect(orders?.['rows']).toBe(await count('orders'));
    expect(await count('totals')).toBe(await count('(SELECT DISTINCT customer_id FROM orders) x'));
    expect(sizes.get('events')?.scannedAs).toEqual(['public.events_1', 'public.events_2']);
  });

  it('is the same for the same data, leaves the source alone, and says what it cost', async () => {
    const { server } = testServer;
    const again = await cloneForTenth(server, source);
    await makeTenth({ server, database: again, progress }, ['42', 'k77', "o'hara"]);
    const ids = 'SELECT md5(string_agg(id::text, $$,$$ ORDER BY id)) AS ids FROM orders';
    expect(await query(again, ids)).toEqual(await query(tenth, ids));
    expect(await query(source, 'SELECT count(*)::int AS n FROM orders')).toEqual([{ n: 20000 }]);
    expect(told.at(-1)).toMatch(/tables made smaller in [\d.]+ s; \d+ MB, then \d+ MB$/u);
  });

  it('without the rights of a superuser it says so, and leaves the rows as they are', async () => {
    const { server } = testServer;
    const clone = await cloneForTenth(server, source);
    await query(clone, 'CREATE ROLE growth_test_owner LOGIN');
    try {
      const settings = server.connection(clone);
      const limited = {
        versionNumber: server.versionNumber,
        createDatabase: server.createDatabase,
        connection: () => ({ ...settings, user: 'growth_test_owner', password: '' }),
      };
      await query(clone, `GRANT CONNECT ON DATABASE "${clone}" TO growth_test_owner`);
      await expect(makeTenth({ server: limited, database: clone, progress }, [])).rejects.toThrow();
      expect(await query(clone, 'SELECT count(*)::int AS n FROM orders')).toEqual([{ n: 20000 }]);
    } finally {
      await query(clone, 'DROP OWNED BY growth_test_owner; DROP ROLE growth_test_owner');
    }
  });
});
