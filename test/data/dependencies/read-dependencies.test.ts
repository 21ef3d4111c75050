// An unchanged query is checked when something that it depends on changed: what is missed here stays green by omission.
import { beforeAll, expect, test } from 'vitest';
import { connectDatabase } from '../../../src/data/connect-database.ts';
import { readDependencies } from '../../../src/data/dependencies/read-dependencies.ts';
import { useTestServer } from '../../postgres/test-server.ts';

const postgres = useTestServer();

const SCHEMA = `
  CREATE TYPE mood AS ENUM ('ok', 'bad');
  CREATE TABLE countries (code text PRIMARY KEY);
  CREATE TABLE customers (id int PRIMARY KEY, country text REFERENCES countries ON UPDATE CASCADE, m mood);
  CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customers ON DELETE CASCADE, total int);
  CREATE TABLE lines (id int, order_id int REFERENCES orders);
  CREATE TABLE audit (what text);
  CREATE TABLE settings (k text);
  CREATE TABLE alone (id int);
  CREATE VIEW big AS SELECT * FROM orders WHERE total > 100;
  CREATE VIEW bigger AS SELECT * FROM big WHERE total > 200;
  CREATE MATERIALIZED VIEW sums AS SELECT customer_id, sum(total) FROM orders GROUP BY 1;
  CREATE FUNCTION spent(c int) RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT sum(total) FROM orders WHERE customer_id = c; END;
  CREATE FUNCTION spend(c int) RETURNS void LANGUAGE sql BEGIN ATOMIC UPDATE orders SET total = 0 WHERE customer_id = c; END;
  CREATE FUNCTION opaque() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT count(*) FROM settings); END $$;
  CREATE FUNCTION dynamic() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('SELECT 1 FROM %I', 'alone'); END $$;
  CREATE FUNCTION log() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit VALUES ('x'); RETURN NEW; END $$;
  CREATE TRIGGER log AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION log();
  CREATE TABLE secrets (id int, owner int);
  ALTER TABLE secrets ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON secrets USING (owner IN (SELECT id FROM customers WHERE id = opaque()));
  CREATE TABLE events (at int) PARTITION BY RANGE (at);
  CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (10);
  CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (10) TO (20);
  CREATE FUNCTION same(a int, b int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a = b';
  CREATE OPERATOR === (FUNCTION = same, LEFTARG = int, RIGHTARG = int);
  CREATE SCHEMA "Odd"; CREATE TABLE "Odd"."T x" (id int);`;

const CASES: readonly (readonly [sql: string, relations: string, functions?: string, types?: string])[] = [
  ['SELECT 1', ''],
  ['SELECT * FROM alone -- the end', 'alone'],
  ['SELECT * FROM bigger WHERE id = $1', 'big bigger orders'],
  ['WITH alone AS (SELECT 1) SELECT * FROM alone, lines', 'lines'],
  [
    'SELECT * FROM orders o WHERE EXISTS (SELECT FROM customers c WHERE c.id = o.customer_id AND c.country = $1)',
    'customers orders',
  ],
  ['SELECT * FROM sums', 'sums'],
  ['SELECT spent($1)', 'orders', 'spent(integer)'],
  ['SELECT spend($1)', 'audit customers lines orders', 'log() spend(integer)'],
  ['SELECT opaque()', 'settings', 'opaque()'],
  ['SELECT dynamic()', 'alone', 'dynamic()'],
  ['SELECT * FROM secrets', 'customers secrets settings', 'opaque()'],
  ['SELECT * FROM events WHERE at = 1', 'events events_1 events_2'],
  ['SELECT * FROM events_1', 'events events_1'],
  ['SELECT 1 WHERE $1::int === 2', '', 'same(integer,integer)'],
  ['SELECT id FROM customers WHERE m = $1::mood', 'customers', '', 'mood'],
  ['SELECT * FROM "Odd"."T x"', '"Odd"."T x"'],
  ['INSERT INTO alone VALUES ($1) RETURNING id', 'alone'],
  ['INSERT INTO orders VALUES ($1, $2, $3)', 'customers orders'],
  [
    'INSERT INTO orders VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET total = 1',
    'audit customers lines orders',
    'log()',
  ],
  ['UPDATE orders SET total = $1', 'audit customers lines orders', 'log()'],
  ['DELETE FROM orders WHERE id = $1', 'lines orders'],
  ['DELETE FROM customers WHERE id = $1', 'customers lines orders'],
  ['UPDATE countries SET code = $1', 'countries customers orders'],
  ['UPDATE big SET total = 1', 'audit big customers lines orders', 'log()'],
  ['WITH gone AS (DELETE FROM orders RETURNING id) SELECT count(*) FROM gone', 'lines orders'],
  ['MERGE INTO alone a USING settings s ON a.id = length(s.k) WHEN MATCHED THEN DELETE', 'alone settings'],
  ['VALUES ($1::int)', ''],
];

const FAILING: readonly (readonly [sql: string, sqlstate: string])[] = [
  ['SELECT * FROM nowhere', '42P01'],
  ['SELECT nothing FROM alone', '42703'],
  ['SELECT $2::int', '42P18'],
  ['SELEC 1', '42601'],
  ['SELECT 1; DROP TABLE alone', '42601'],
  ['SELECT 1; END; DROP TABLE alone; SELECT 1', '42601'],
  ["SELECT '\\'; DROP TABLE alone; --'", '42601'],
  ['DROP TABLE alone', '42601'],
  ['', '42601'],
];

let database: string;
beforeAll(async () => {
  database = await postgres.createDatabase('dependencies', SCHEMA);
});

async function ask(sql: string) {
  await using connection = await connectDatabase(postgres.server, database);
  const dependencies = await readDependencies(connection.client, [
    { id: 'before', sql: 'SELECT * FROM nowhere' },
    { id: 'asked', sql },
    { id: 'after', sql: 'SELECT * FROM alone' },
  ]);
  // One that fails says nothing about its neighbours.
  expect(dependencies.get('after')).toMatchObject({ relations: ['public.alone'], failed: null });
  const asked = dependencies.get('asked');
  if (asked === undefined) throw new Error('no answer');
  return asked;
}

const shown = (names: readonly string[]) => names.map((name) => name.replace(/^public\./, '')).join(' ');

test.for(CASES)('%s', async ([sql, relations, functions = '', types = '']) => {
  const asked = await ask(sql);
  expect(asked.failed).toBe(null);
  expect(shown(asked.relations)).toBe(relations);
  expect(shown(asked.functions)).toBe(functions);
  expect(shown(asked.types.filter((name) => !/^public\._/.test(name)))).toBe(types);
});

test.for(FAILING)('%s fails with %s', async ([sql, sqlstate]) => {
  const { failed } = await ask(sql);
  expect(failed?.sqlstate).toBe(sqlstate);
});

test('statements are never run, and nothing is left behind', async () => {
  const sql = [
    'INSERT INTO alone SELECT 1',
    'SELECT setval($$counter$$, 7)',
    'SELECT 1; INSERT INTO alone VALUES (1)',
    'WITH x AS (INSERT INTO alone VALUES (2) RETURNING id) SELECT * FROM x',
    'SELECT * INTO made FROM alone',
  ];
  await using connection = await connectDatabase(postgres.server, database);
  await connection.client.query('CREATE SEQUENCE counter; PREPARE mine AS SELECT 1');
  await readDependencies(
    connection.client,
    sql.map((text, at) => ({ id: String(at), sql: text })),
  );
  const { rows } = await connection.client.query(`
    SELECT (SELECT count(*)::int FROM alone) AS rows, (SELECT last_value::int FROM counter) AS counter,
           to_regclass('made')::text AS made,
           (SELECT count(*)::int FROM pg_proc WHERE proname LIKE 'explain_gate%') AS functions,
           (SELECT array_agg(name) FROM pg_prepared_statements) AS prepared`);
  expect(rows).toEqual([{ rows: 0, counter: 1, made: null, functions: 0, prepared: ['mine'] }]);
  await connection.client.query('DROP SEQUENCE counter');
});

test('the event triggers of the project do not run', async () => {
  const own = await postgres.createDatabase(
    'events',
    `
    CREATE TABLE alone (id int);
    CREATE FUNCTION no() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
    CREATE EVENT TRIGGER no ON ddl_command_start EXECUTE FUNCTION no();`,
  );
  await using connection = await connectDatabase(postgres.server, own);
  const dependencies = await readDependencies(connection.client, [{ id: 'a', sql: 'SELECT * FROM alone' }]);
  expect(dependencies.get('a')).toMatchObject({ relations: ['public.alone'], failed: null });
});

test('names are read under the search_path of the session', async () => {
  await using connection = await connectDatabase(postgres.server, database);
  await connection.client.query('SET search_path = "Odd"');
  const dependencies = await readDependencies(connection.client, [
    { id: 'odd', sql: 'DELETE FROM "T x"' },
    { id: 'public', sql: 'SELECT * FROM alone' },
  ]);
  expect(dependencies.get('odd')).toMatchObject({ relations: ['"Odd"."T x"'], failed: null });
  expect(dependencies.get('public')?.failed?.sqlstate).toBe('42P01');
});

test('what can not be the body of a function depends on what its names mean', async () => {
  const asked = await ask('SELECT id FROM alone FOR UPDATE OF alone');
  expect(asked).toMatchObject({ relations: ['public.alone'], failed: null });
});
