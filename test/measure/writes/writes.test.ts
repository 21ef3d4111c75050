// Writes are measured as safely as reads: a user would miss rows that changed, a foreign key whose cost shows nowhere,
// and blocks that grow because the statement before left dead rows behind.
import { beforeAll, describe, expect, it } from 'vitest';
import type { SideOutcome } from '../../../src/compare/measurement.ts';
import { measureWork } from '../../../src/measure/measure-work.ts';
import type { MeasuringSide } from '../../../src/measure/measuring-session.ts';
import { useTestServer } from '../../postgres/test-server.ts';
import { measureOneCase } from '../measure-one-case.ts';
import { openTestSide } from '../open-test-side.ts';

const testServer = useTestServer();
const { createDatabase, query } = testServer;

const SCHEMA = `
  CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL);
  CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers ON DELETE CASCADE, note text NOT NULL);
  CREATE TABLE reviews (id serial PRIMARY KEY, customer_id int REFERENCES customers DEFERRABLE INITIALLY DEFERRED, stars int);
  CREATE TABLE audit (id bigserial PRIMARY KEY, what text NOT NULL);
  CREATE INDEX reviews_customer_id_idx ON reviews (customer_id);
  CREATE FUNCTION note_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit (what) VALUES (TG_OP); RETURN NULL; END $$;
  CREATE TRIGGER noted AFTER UPDATE ON orders FOR EACH STATEMENT EXECUTE FUNCTION note_it();
  CREATE FUNCTION slow_audit() RETURNS int LANGUAGE sql AS $$ INSERT INTO audit (what) VALUES ('read') RETURNING 1 $$;
  INSERT INTO customers SELECT i, 'c' || i FROM generate_series(1, 1000) i;
  INSERT INTO orders SELECT i, 1 + i % 1000, repeat('x', 100) FROM generate_series(1, 20000) i;
  INSERT INTO reviews (customer_id, stars) SELECT 501 + i % 500, i % 5 FROM generate_series(1, 2000) i;
  CREATE EXTENSION pgstattuple;
`;

const WRITES = {
  INSERT: "INSERT INTO orders VALUES (100000, 1, 'new') RETURNING *",
  'INSERT … ON CONFLICT':
    "INSERT INTO orders VALUES (1, 1, 'new') ON CONFLICT (id) DO UPDATE SET note = excluded.note",
  UPDATE: 'UPDATE orders SET note = note WHERE id % 50 = 0',
  DELETE: 'DELETE FROM customers WHERE id IN (1001, 99) RETURNING id',
  MERGE:
    "MERGE INTO orders o USING (VALUES (1), (200000)) v (id) ON o.id = v.id WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (v.id, 1, 'm')",
  'data-modifying CTE':
    'WITH gone AS (DELETE FROM orders WHERE id < 100 RETURNING *) SELECT count(*) FROM gone',
  'FOR UPDATE': 'SELECT * FROM orders WHERE id < 100 FOR UPDATE',
  'a function that writes': 'SELECT slow_audit() FROM generate_series(1, 20)',
} as const;

describe('writes', () => {
  let database: string;
  let side: MeasuringSide;
  let cleaned: string[] = [];

  beforeAll(async () => {
    database = await createDatabase('writes', SCHEMA);
    await query(database, 'VACUUM (FREEZE, ANALYZE)');
    const opened = await openTestSide(testServer, database, { statementSeconds: 1 });
    const cleanUp: MeasuringSide['cleanUp'] = (tables) => {
      cleaned.push(...tables.map(({ relation }) => relation));
      return opened.cleanUp(tables);
    };
    side = new Proxy(opened, {
      get: (target, key) => (key === 'cleanUp' ? cleanUp : Reflect.get(target, key)),
    });
    return () => opened[Symbol.asyncDispose]();
  });

  async function contents() {
    const tables = ['customers', 'orders', 'reviews', 'audit'];
    const hashes = tables.map(
      (name) => `(SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM ${name} t) AS ${name}`,
    );
    return query(database, `SELECT ${hashes.join(', ')}`);
  }

  /** By table, counted in its pages. */
  async function deadRows() {
    const tables = ['customers', 'orders', 'reviews', 'audit'];
    const counts = tables.map(
      (name) => `(SELECT dead_tuple_count::int FROM pgstattuple('${name}')) AS ${name}`,
    );
    return (await query(database, `SELECT ${counts.join(', ')}`))[0];
  }

  function work(sql: string) {
    return measureWork({ side, sql, values: [] }).then(({ outcome }) => measured(outcome));
  }

  function timed(sql: string) {
    return measureOneCase(
      { base: { side, sql, values: [] }, head: { side, sql: `${sql} `, values: [] } },
      { caseMs: 400, runMs: 60_000 },
    );
  }

  it.each(Object.entries(WRITES))(
    '%s leaves every row as it was, through warm-ups and samples',
    async (_, sql) => {
      const before = await contents();
      const { head, time } = await timed(sql);
      expect(head?.kind).toBe('measured');
      expect(time?.pairs).toBeGreaterThan(0);
      expect(await contents()).toEqual(before);
    },
  );

  it.each(Object.entries(WRITES))('%s leaves no dead rows, in whatever table it wrote', async (_, sql) => {
    await timed(sql);
    expect(await deadRows()).toEqual({ customers: 0, orders: 0, reviews: 0, audit: 0 });
  });

  it('vacuums what cascades, triggers and functions wrote, and nothing that was only read', async () => {
    const written = async (sql: string) => {
      cleaned = [];
      await work(sql);
      return [...new Set(cleaned)].sort();
    };
    expect(await written('DELETE FROM customers WHERE id = 99')).toEqual(['customers', 'orders']);
    expect(await written('UPDATE orders SET note = note WHERE id = 1')).toEqual([
      'audit',
      'audit_id_seq',
      'orders',
    ]);
    expect(await written('SELECT slow_audit()')).toEqual(['audit', 'audit_id_seq']);
    expect(await written('SELECT count(*) FROM orders')).toEqual([]);
  });

  it('50 cases in a row have equal blocks, to half a percent, with timed pairs in between', async () => {
    const sql = 'UPDATE orders SET note = note WHERE customer_id < 20';
    const blocks: number[] = [];
    for (let round = 0; round < 50; round += 1) {
      if (round % 25 === 1) await timed(sql);
      blocks.push((await work(sql)).work.blocks);
    }
    const settled = blocks.slice(1);
    // How many samples were taken in between decides where the next rows go: MEASURING allows an UPDATE half a percent.
    expect(Math.max(...settled) / Math.min(...settled) - 1).toBeLessThan(0.005);
    // The first finds a table without a free page.
    expect(Math.abs((blocks[0] ?? 0) / (settled[0] ?? 1) - 1)).toBeLessThan(0.02);
  });

  it('a statement that runs into its timeout leaves no dead rows either', async () => {
    const sql = 'UPDATE orders SET note = note WHERE pg_sleep(0.001) IS NOT NULL';
    expect((await measureWork({ side, sql, values: [] })).outcome.kind).toBe('timed-out');
    expect(await deadRows()).toEqual({ customers: 0, orders: 0, reviews: 0, audit: 0 });
  });

  it('counts the blocks that a foreign key touches, exactly, and names the key and its index', async () => {
    const sql = 'DELETE FROM customers WHERE id = 42';
    const without = await work(sql);
    expect((await work(sql)).work).toEqual(without.work);
    const [size] = await query(database, "SELECT pg_relation_size('orders') / 8192 AS pages");
    expect(without.triggers?.blocks).toBeGreaterThanOrEqual(Number(size?.['pages']));
    const cascade = without.triggers?.fired.find(
      ({ constraintName }) => constraintName === 'orders_customer_id_fkey',
    );
    expect(cascade).toMatchObject({
      relation: 'customers',
      calls: 1,
      foreignKey: {
        name: 'orders_customer_id_fkey',
        relation: 'orders',
        columns: ['customer_id'],
        hasIndex: false,
      },
    });
    expect(cascade?.ms).toBeGreaterThan(0);
    await query(database, 'CREATE INDEX orders_customer_id_idx ON orders (customer_id, id)');
    const indexed = await work(sql);
    await query(database, 'DROP INDEX orders_customer_id_idx');
    expect(indexed.work.blocks).toBeLessThan(100);
    expect(indexed.triggers?.fired.map(({ foreignKey }) => foreignKey?.hasIndex)).toEqual([true, true]);
  });

  it('counts the WAL of triggers, exactly, which is in no node of the plan', async () => {
    const [all] = await query(database, 'SELECT count(*)::int AS rows FROM orders WHERE customer_id = 42');
    const cascade = await work('DELETE FROM customers WHERE id = 42');
    const own = await work('DELETE FROM orders WHERE customer_id = 42');
    expect(own.work.walBytes).toBeGreaterThan(0);
    expect(cascade.triggers?.walBytes).toBeGreaterThanOrEqual(own.work.walBytes);
    // Each deleted row is one record; the foreign key's own look-ups write little.
    expect(cascade.triggers?.walBytes).toBeLessThan(own.work.walBytes * 2 + Number(all?.['rows']) * 8);
    for (let round = 0; round < 5; round += 1) {
      expect((await work('DELETE FROM customers WHERE id = 42')).work).toEqual(cascade.work);
    }
  });

  it('counts a deferred constraint, which waits for an end that never comes', async () => {
    const { triggers, uncounted } = await work('INSERT INTO reviews (customer_id, stars) VALUES (7, 5)');
    expect(triggers?.fired).toMatchObject([
      { constraintName: 'reviews_customer_id_fkey', calls: 1, foreignKey: null },
    ]);
    expect(uncounted).toBeUndefined();
  });

  it('measures one step of a larger transaction, and says what it does not count', async () => {
    const { uncounted, triggers } = await work('INSERT INTO reviews (customer_id, stars) VALUES (-1, 5)');
    expect(uncounted).toContain('reviews_customer_id_fkey');
    expect(triggers).toBeUndefined();
  });

  it('a statement that is wrong in itself fails once and for all', async () => {
    const { outcome } = await measureWork({ side, sql: 'INSERT INTO reviews VALUES (1, 1, 1)', values: [] });
    expect(outcome).toMatchObject({ kind: 'failed', sqlState: '23505' });
  });

  it('a sequence is never used up, and its WAL does not differ from run to run', async () => {
    const sql = "INSERT INTO audit (what) VALUES ('x')";
    const first = await work(sql);
    const [before] = await query(database, 'SELECT last_value FROM audit_id_seq');
    await timed(sql);
    expect((await work(sql)).work).toEqual(first.work);
    expect(await query(database, 'SELECT last_value FROM audit_id_seq')).toEqual([before]);
  });
});

function measured(outcome: SideOutcome) {
  if (outcome.kind !== 'measured') throw new Error(`not measured: ${JSON.stringify(outcome)}`);
  return outcome;
}
