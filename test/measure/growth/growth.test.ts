// New queries on a real server, at both sizes of the data. A user would miss the query that reads a whole table for ten rows,
// and would turn the rule off if it spoke of queries that are fine.
import { beforeAll, describe, expect, it } from 'vitest';
import { estimateGrowth } from '../../../src/compare/estimate-growth.ts';
import type { CaseMeasurement } from '../../../src/compare/measurement.ts';
import type { QueryPair } from '../../../src/compare/query-pair.ts';
import { connectDatabase } from '../../../src/data/connect-database.ts';
import { settleDatabase } from '../../../src/data/settle-database.ts';
import { cloneForTenth, makeTenth } from '../../../src/data/tenth/make-tenth.ts';
import { wantsGrowth } from '../../../src/flow/grow-on-server.ts';
import { openMeasuringSide } from '../../../src/flow/open-measuring-side.ts';
import { findUnknownTables } from '../../../src/measure/growth/find-unknown-tables.ts';
import { measureGrowth, type Tenth } from '../../../src/measure/growth/measure-growth.ts';
import { measureWork } from '../../../src/measure/measure-work.ts';
import type { MeasuringSide } from '../../../src/measure/measuring-session.ts';
import { overridesSchema, resolveRules } from '../../../src/rules/policy.ts';
import { useTestServer } from '../../postgres/test-server.ts';
import { pairOf } from '../../rules/measurements.ts';

const testServer = useTestServer();
const { createDatabase } = testServer;

const SCHEMA = `
  CREATE TABLE countries (code text PRIMARY KEY, name text NOT NULL);
  CREATE TABLE customers (id int PRIMARY KEY, email text NOT NULL, country text NOT NULL REFERENCES countries);
  CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, status text NOT NULL, total int NOT NULL, note text NOT NULL);
  CREATE TABLE lines (order_id int NOT NULL REFERENCES orders, position int NOT NULL, product text NOT NULL, PRIMARY KEY (order_id, position));
  CREATE TABLE visits (id int NOT NULL, day date NOT NULL, path text NOT NULL) PARTITION BY RANGE (day);
  CREATE TABLE visits_1 PARTITION OF visits FOR VALUES FROM ('2025-01-01') TO ('2025-07-01');
  CREATE TABLE visits_2 PARTITION OF visits FOR VALUES FROM ('2025-07-01') TO ('2026-01-01');
  INSERT INTO countries SELECT 'c' || i, repeat('x', 4000) FROM generate_series(1, 250) i;
  INSERT INTO customers SELECT i, 'c' || i || '@example.com', 'c' || 1 + i % 250 FROM generate_series(1, 20000) i;
  -- Customer 7 has 5,000 orders, every other one two.
  INSERT INTO orders SELECT i, CASE WHEN i <= 5000 THEN 7 ELSE 1 + i % 20000 END, CASE WHEN i % 3 = 0 THEN 'open' ELSE 'paid' END, i % 977, repeat('n', 60) FROM generate_series(1, 45000) i;
  INSERT INTO lines SELECT 1 + i % 45000, i / 45000, 'p' || i % 500 FROM generate_series(0, 89999) i;
  INSERT INTO visits SELECT i, date '2025-01-01' + i % 364, '/' || i % 5000 FROM generate_series(1, 40000) i;
  CREATE INDEX orders_customer_id_idx ON orders (customer_id);
  CREATE INDEX orders_total_idx ON orders (total, id);
`;

const OFF = { 'grows-with-table': { severity: 'off' } } as const;

describe('grows-with-table', () => {
  let side: MeasuringSide;
  let tenth: Tenth;

  beforeAll(async () => {
    const { server } = testServer;
    const database = await createDatabase('growth', SCHEMA);
    await using connection = await connectDatabase(server, database);
    await settleDatabase(connection, 'analyze');
    await connection[Symbol.asyncDispose]();
    const clone = await cloneForTenth(server, database);
    const silent = () => undefined;
    const progress = { step: silent, advance: silent, info: silent, warn: silent };
    const sizes = await makeTenth({ server, database: clone, progress }, ['7', '42']);
    await server.createMeasuringRole([database, clone]);
    const options = { session: [], statementSeconds: 20 };
    const opened = await openMeasuringSide(server, database, null, options);
    const small = await openMeasuringSide(server, clone, null, options);
    side = opened;
    tenth = { side: small, sizes: sizes.map((size) => ({ ...size, productionRows: null })) };
    return async () => {
      await opened[Symbol.asyncDispose]();
      await small[Symbol.asyncDispose]();
    };
  });

  async function measure(sql: string, production: Record<string, number> = {}): Promise<CaseMeasurement> {
    const { outcome } = await measureWork({ side, sql, values: [] });
    const small = await measureWork({ side: tenth.side, sql, values: [] });
    const sizes = tenth.sizes.map((size) => ({ ...size, productionRows: production[size.relation] ?? null }));
    const growth = { tenth: small.outcome, sizes };
    return { name: 'default', parameters: [], base: null, head: outcome, time: null, growth };
  }

  async function check(sql: string, production?: Record<string, number>) {
    const rules = resolveRules({}, [], { id: 'q', name: 'q', file: 'q', relations: [] });
    return rules.find(({ id }) => id === 'grows-with-table')?.check(await measure(sql, production)) ?? null;
  }

  it.each([
    ['a look-up without an index', "SELECT * FROM customers WHERE email = 'c4242@example.com'", 'customers'],
    [
      'a look-up without an index that finds nothing',
      "SELECT * FROM customers WHERE email = 'nobody'",
      'customers',
    ],
    [
      'the newest by a column without an index',
      'SELECT id FROM orders ORDER BY note, id DESC LIMIT 10',
      'orders',
    ],
    ['a count of everything', 'SELECT count(*) FROM orders', 'orders'],
    ['a count by a common value', "SELECT count(*) FROM orders WHERE status = 'open'", 'orders'],
    ['an aggregate of few groups', 'SELECT status, sum(total) FROM orders GROUP BY status', 'orders'],
    [
      'one look-up in a join',
      "SELECT o.id FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.email = 'c42@example.com'",
      'customers',
    ],
    [
      'a column of a key that is not its first',
      'SELECT * FROM lines WHERE position = 1 AND product = $$p7$$ LIMIT 500',
      'lines',
    ],
    ['every partition', "SELECT * FROM visits WHERE path = '/4242'", 'visits'],
    ['a subquery for one row', 'SELECT id, (SELECT count(*) FROM lines) FROM orders WHERE id = 42', 'lines'],
    [
      'an update of one row',
      "UPDATE customers SET country = 'c1' WHERE email = 'c42@example.com'",
      'customers',
    ],
  ])('warns of %s', async (_, sql, relation) => {
    const found = await check(sql);
    expect(found).toMatchObject({ severity: 'warning', case: 'default' });
    expect(found?.message).toContain(`the work on ${relation} grows as its rows to the power of`);
  });

  it.each([
    ['a look-up by key', 'SELECT * FROM orders WHERE id = 42'],
    ['a look-up by key that finds nothing', 'SELECT * FROM orders WHERE id = -1'],
    ['the orders of a customer', 'SELECT * FROM orders WHERE customer_id = 42'],
    ['the orders of the largest customer', 'SELECT * FROM orders WHERE customer_id = 7'],
    ['a count of the orders of the largest customer', 'SELECT count(*) FROM orders WHERE customer_id = 7'],
    ['the first by an index', 'SELECT * FROM orders ORDER BY total DESC, id DESC LIMIT 20'],
    [
      'a join by keys',
      'SELECT c.email, l.product FROM orders o JOIN customers c ON c.id = o.customer_id JOIN lines l ON l.order_id = o.id WHERE o.id = 42',
    ],
    ['everything, for whoever wants everything', 'SELECT * FROM orders'],
    ['a third of everything', "SELECT id, total FROM orders WHERE status = 'open'"],
    ['an aggregate of a group per customer', 'SELECT customer_id, count(*) FROM orders GROUP BY customer_id'],
    ['a small table, whole', 'SELECT max(name) FROM countries'],
    ['an insert', "INSERT INTO customers VALUES (90000, 'x', 'c1')"],
    ['an update by key', "UPDATE customers SET country = 'c2' WHERE id = 42"],
    ['an update of every row', "UPDATE customers SET country = 'c2'"],
    ['no table at all', 'SELECT 1'],
  ])('says nothing of %s', async (_, sql) => {
    expect(await check(sql)).toBeNull();
  });

  it("projects blocks and time to production's rows by the exponent", async () => {
    const scan = await measure('SELECT count(*) FROM orders', { orders: 45_000_000 });
    const growth = estimateGrowth(scan);
    if (scan.head?.kind !== 'measured') throw new Error('not measured');
    const exponent = growth?.relations[0]?.exponent ?? 0;
    expect(exponent).toBeCloseTo(1, 1);
    expect(growth?.projected?.blocks).toBe(Math.round(scan.head.work.blocks * 1000 ** exponent));
    expect(growth?.projected?.ms).toBeCloseTo((scan.head.executionMs[0] ?? 0) * 1000 ** exponent, -2);
    const lookUp = estimateGrowth(await measure('SELECT * FROM orders WHERE id = 42', { orders: 45_000_000 }));
    expect(lookUp?.projected?.blocks).toBe(3);
  });

  it('a table that is small in production is no news, one that is huge is news early', async () => {
    expect(await check('SELECT count(*) FROM orders', { orders: 250 })).toBeNull();
    const few = "SELECT count(*) FROM customers WHERE country = 'c1' AND id < 4000";
    expect(await check(few)).toBeNull();
    expect((await check(few, { customers: 20_000_000 }))?.message).toMatch(
      /projected at 20,000,000 rows of customers: [\d,]+ blocks, time/u,
    );
  });

  it('only new queries are run on the tenth, and a run without one makes none', async () => {
    const statement = { ...pairOf('head').head, sql: 'SELECT count(*) FROM orders' };
    const fresh = { ...pairOf('head'), head: statement as NonNullable<ReturnType<typeof pairOf>['head']> };
    const evidence = { planDiffers: false, changes: [], everywhere: [] };
    const measured = async (pair: typeof fresh) => {
      const { outcome } = await measureWork({ side, sql: statement.sql, values: [] });
      const item = { name: 'default', parameters: ['42', null], base: null, head: outcome, time: null };
      return { query: { pair, evidence, because: [] }, cases: [item], failure: null };
    };
    const bind = async () => ({ cases: [{ name: 'default', base: null, head: [], parameters: [] }] });
    const asked: (readonly string[])[] = [];
    const open = async (values: readonly string[]) => {
      asked.push(values);
      return tenth;
    };
    const wants = (pair: QueryPair) =>
      wantsGrowth(pair, { rules: {}, overrides: overridesSchema.parse([{ queries: 'off*', rules: OFF }]) });
    const context = { bind, wants, openTenth: open };
    const changed = await measured({ ...fresh, base: fresh.head });
    const turnedOff = await measured({ ...fresh, name: 'offByAnOverride' });
    expect(await measureGrowth([changed, turnedOff], context)).toEqual([changed, turnedOff]);
    expect(asked).toEqual([]);
    const [first, second] = await measureGrowth([changed, await measured(fresh)], context);
    expect(first).toBe(changed);
    expect(second?.cases[0]?.growth?.tenth.kind).toBe('measured');
    expect(asked).toEqual([['42']]);
    expect(
      (await measureGrowth([await measured(fresh)], { ...context, openTenth: async () => null }))[0]?.cases[0]
        ?.growth,
    ).toBeUndefined();
  });

  it('finds names of tables that do not exist', async () => {
    const names = [
      'orders',
      'public.orders',
      'visits',
      'visits_1',
      'Orders',
      'shop.orders',
      'orders_total_idx',
    ];
    expect(await findUnknownTables(side.session, names)).toEqual([
      'visits_1',
      'Orders',
      'shop.orders',
      'orders_total_idx',
    ]);
  });
});
