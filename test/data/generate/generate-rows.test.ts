// A database full of rows from nothing but its schema: every constraint holds, and the rows are the same every time.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SchemaError } from '../../../src/errors.ts';
import { useTestServer } from '../../postgres/test-server.ts';
import { CHECKSUM, generateInto } from './generate-into.ts';

const postgres = useTestServer();
const EVERY_TYPE = readFileSync(new URL('every-type.sql', import.meta.url), 'utf8');

async function generate(schema: string, options: Parameters<typeof generateInto>[2] = {}) {
  const database = await postgres.createDatabase('generate', schema);
  const notes = await generateInto(postgres.server, database, options);
  return { database, notes, query: (sql: string) => postgres.query(database, sql) };
}

test('every type and constraint; the same rows in two databases, other rows for another seed', async () => {
  const [first, second, other] = [
    await generate(EVERY_TYPE, { rows: 500 }),
    await generate(EVERY_TYPE, { rows: 500 }),
    await generate(EVERY_TYPE, { rows: 500, seed: 2 }),
  ];
  const rows = await first.query(CHECKSUM);
  expect(rows.map(({ sum }) => sum)).not.toContain(null);
  expect(await second.query(CHECKSUM)).toEqual(rows);
  const sums = new Set(rows.map(({ sum }) => sum));
  const changed = (await other.query(CHECKSUM)).filter(({ sum }) => !sums.has(sum));
  expect(changed.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['kinds', 'tasks', 'users', 'events']),
  );
  // No column is empty, and a tenth of a nullable one is.
  const shares = await first.query(
    `SELECT key, count(*) FILTER (WHERE value = 'null') AS nulls FROM kinds AS whole, jsonb_each(to_jsonb(whole)) GROUP BY key`,
  );
  expect(shares.filter(({ nulls }) => Number(nulls) > 150)).toEqual([]);
  // What was written by hand afterwards still finds a number of its own.
  await first.query(`INSERT INTO tenants (name) VALUES ('by hand')`);
});

test('a tenant keeps to itself, and few tenants have most of the rows', async () => {
  const { query } = await generate(EVERY_TYPE, { rows: 2000, tables: { tenants: { rows: 100 } } });
  const [tasks] = await query(`
    SELECT count(*)::int AS all, count(project_id)::int AS with_project, max(n)::int AS heaviest FROM
    (SELECT t.*, count(*) OVER (PARTITION BY tenant_id) AS n FROM tasks t) t`);
  expect(tasks).toMatchObject({ all: 2000 });
  expect(Number(tasks?.['with_project'])).toBeGreaterThan(1500);
  expect(Number(tasks?.['heaviest'])).toBeGreaterThan(150);
  const broken = await query(`
    SELECT FROM tasks t LEFT JOIN users u ON (u.tenant_id, u.id) = (t.tenant_id, t.user_id) WHERE u.id IS NULL
    UNION ALL SELECT FROM tasks t LEFT JOIN projects p ON (p.tenant_id, p.id) = (t.tenant_id, t.project_id)
    WHERE t.project_id IS NOT NULL AND p.id IS NULL`);
  expect(broken).toEqual([]);
});

test('tables with rows keep them, and others refer to those', async () => {
  const { query } = await generate(
    `CREATE TABLE countries (code text PRIMARY KEY, name text NOT NULL);
     INSERT INTO countries VALUES ('ch', 'Switzerland'), ('no', 'Norway'), ('is', 'Iceland');
     CREATE TABLE cities (id serial PRIMARY KEY, country text NOT NULL REFERENCES countries);`,
  );
  expect(await query('SELECT count(*)::int AS n FROM countries')).toEqual([{ n: 3 }]);
  expect(
    await query('SELECT array_agg(DISTINCT country ORDER BY country) AS c, count(*)::int AS n FROM cities'),
  ).toEqual([{ c: ['ch', 'is', 'no'], n: 1000 }]);
});

test('triggers rest while tables are filled, and fire again afterwards', async () => {
  const { query } = await generate(
    `
    CREATE TABLE log (line text);
    CREATE TABLE orders (id int PRIMARY KEY);
    CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES ('x'); RETURN NEW; END $$;
    CREATE TRIGGER a AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION note();
    CREATE TRIGGER b AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION note();
    ALTER TABLE orders ENABLE ALWAYS TRIGGER b;`,
    { tables: { log: { rows: 0 } } },
  );
  expect(await query('SELECT count(*)::int AS n FROM log')).toEqual([{ n: 0 }]);
  expect(await query('INSERT INTO orders VALUES (0); SELECT count(*)::int AS n FROM log')).toEqual([{ n: 2 }]);
});

test.for([
  [
    'a CHECK that nothing fulfils',
    'CREATE TABLE t (code text CONSTRAINT odd CHECK (md5(code) = code));',
    /public\.t\.code \(odd\): PostgreSQL refuses/,
  ],
  [
    'a type of nobody',
    'CREATE TABLE t (a int, b pg_dependencies);',
    /public\.t\.b: no values are known for the type pg_dependencies/,
  ],
  [
    'an exclusion over two columns',
    `CREATE TABLE t (a timestamptz NOT NULL, b timestamptz NOT NULL,
     CONSTRAINT apart EXCLUDE USING gist (tstzrange(a, b) WITH &&));`,
    /public\.t.* \(apart\): this exclusion constraint is not understood/,
  ],
  [
    'more rows than values',
    'CREATE TABLE t (a boolean PRIMARY KEY); CREATE TABLE fine (a int);',
    /public\.t\.a \(t_pkey\): a has 2 different values, and 50 rows/,
    { tables: { t: { rows: 50 } } },
  ],
] as const)(
  '%s: nothing is inserted, and the error says what to write',
  async ([, schema, message, options]) => {
    const database = await postgres.createDatabase(
      'refused',
      `${schema} CREATE TABLE other (id int PRIMARY KEY);`,
    );
    const failure = generateInto(postgres.server, database, options ?? {});
    await expect(failure).rejects.toBeInstanceOf(SchemaError);
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toMatchObject({
      code: 'generate-cannot-fill',
      hint: expect.stringContaining('seed[0].generate.tables'),
    });
    expect(await postgres.query(database, 'SELECT count(*)::int AS n FROM other')).toEqual([{ n: 0 }]);
  },
);

test('a partial unique index holds some rows, each of another owner, and leaves out the others', async () => {
  const { query, notes } = await generate(
    `CREATE TABLE users (id int PRIMARY KEY);
     CREATE TABLE addresses (user_id int NOT NULL REFERENCES users, is_default boolean NOT NULL);
     CREATE UNIQUE INDEX ON addresses (user_id) WHERE is_default;
     CREATE TABLE subscriptions (user_id int NOT NULL REFERENCES users, ended_at timestamptz);
     CREATE UNIQUE INDEX ON subscriptions (user_id) WHERE ended_at IS NULL;
     CREATE TABLE jobs (user_id int REFERENCES users, state text NOT NULL CHECK (state IN ('idle', 'running', 'done')));
     CREATE UNIQUE INDEX ON jobs (user_id) WHERE state = 'running';
     CREATE TABLE steps (id int PRIMARY KEY, previous int UNIQUE REFERENCES steps);`,
    { tables: { users: { rows: 200 }, addresses: { rows: 3000 } } },
  );
  expect(notes).toEqual([]);
  expect(
    await query(`SELECT (SELECT count(*)::int FROM addresses) AS addresses, (SELECT count(*)::int FROM addresses WHERE is_default) AS defaults,
      (SELECT count(*)::int FROM subscriptions WHERE ended_at IS NULL) AS running,
      (SELECT array_agg(DISTINCT state ORDER BY state) FROM jobs) AS states,
      (SELECT max(previous) FROM steps) AS previous`),
  ).toEqual([
    { addresses: 3000, defaults: 200, running: 200, states: ['done', 'idle', 'running'], previous: 999 },
  ]);
});

test('a sequence that belongs to no column goes on behind the last row, and a text from one is no number', async () => {
  const { query } = await generate(`CREATE SEQUENCE numbers INCREMENT 5;
    CREATE TABLE t (id bigint PRIMARY KEY DEFAULT nextval('numbers'), code text DEFAULT 'no. ' || nextval('numbers'));`);
  expect(await query('INSERT INTO t DEFAULT VALUES RETURNING id::int')).toEqual([{ id: 5001 }]);
});

test('an expression helps where nothing else does', async () => {
  const { query } = await generate(
    'CREATE TABLE t (code text CHECK (left(md5(code), 1) <> code) UNIQUE, n int CHECK (n % 7 = 3));',
    {
      tables: { t: { columns: { n: { expression: '7 * i + 3' }, code: { expression: `'no. ' || i` } } } },
    },
  );
  expect(await query('SELECT min(n) AS n, max(code) AS code FROM t')).toEqual([{ n: 10, code: 'no. 999' }]);
});

test.for([
  [
    'a table',
    { ordres: { rows: 1 } },
    'seed[0].generate.tables.ordres: there is no such table; did you mean `orders`?',
  ],
  [
    'a column',
    { orders: { columns: { staus: {} } } },
    'seed[0].generate.tables.orders.columns.staus: there is no such column to fill; did you mean `status`?',
  ],
] as const)('%s that is not there is named with the nearest', async ([, tables, message]) => {
  await expect(generate('CREATE TABLE orders (status text);', { tables })).rejects.toThrow(message);
});

test('what the constraints leave no room for is not asked of a table that says nothing', async () => {
  const { notes, query } = await generate(
    'CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE settings (user_id int PRIMARY KEY REFERENCES users);',
    { tables: { users: { rows: 30 } } },
  );
  expect(notes).toEqual(['seed[0].generate: public.settings gets 30 rows: settings_pkey has no room for more']);
  expect(await query('SELECT count(DISTINCT user_id)::int AS n FROM settings')).toEqual([{ n: 30 }]);
});
