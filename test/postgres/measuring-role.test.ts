import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MeasuringSession } from '../../src/postgres/measuring-session.ts';
import type { RunningServer } from '../../src/postgres/running-server.ts';
import { startServer } from '../../src/postgres/start-server.ts';
import { recordProgress, rejectionOf, startOptions } from './start-options.ts';
import { withClient } from './with-client.ts';

// What a project's migrations make: tables in two schemas, a role for row-level security, one that can do too much.
const MIGRATIONS = `
  CREATE TABLE orders (id serial PRIMARY KEY, total int);
  INSERT INTO orders (total) SELECT generate_series(1, 10);
  CREATE VIEW big_orders AS SELECT * FROM orders WHERE total > 5;
  CREATE MATERIALIZED VIEW totals AS SELECT sum(total) FROM orders;
  CREATE SCHEMA "Shop 1";
  CREATE TABLE "Shop 1"."Items" (id int GENERATED ALWAYS AS IDENTITY, parent int);
  CREATE FUNCTION double(int) RETURNS int LANGUAGE sql AS 'SELECT $1 * 2';
  CREATE TABLE tenants (id int, tenant text DEFAULT current_setting('app.tenant', true));
  INSERT INTO tenants VALUES (1, 'a'), (2, 'b'), (3, 'b');
  ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
  CREATE ROLE app;
  CREATE ROLE mighty SUPERUSER;
  CREATE ROLE behind_mighty;
  GRANT mighty TO behind_mighty;
  CREATE ROLE file_reader;
  GRANT pg_read_server_files TO file_reader;
  GRANT SELECT ON tenants TO app;
  CREATE POLICY by_tenant ON tenants TO app USING (tenant = current_setting('app.tenant', true));
  CREATE PROCEDURE committing() LANGUAGE plpgsql AS 'BEGIN INSERT INTO orders (total) VALUES (0); COMMIT; END';`;

let server: RunningServer;
let database: string;
let session: MeasuringSession;

beforeAll(async () => {
  server = await startServer(startOptions({ provider: 'embedded' }), recordProgress());
  database = await server.createDatabase('head');
  await withClient(server.connection(database), MIGRATIONS);
  await server.createMeasuringRole([database]);
  session = await server.openMeasuringSession(database, { session: [], statementSeconds: 3 });
});
afterAll(async () => {
  await session?.[Symbol.asyncDispose]();
  await server?.[Symbol.asyncDispose]();
});

describe("works on the project's own tables", () => {
  test.each([
    'SELECT * FROM orders JOIN big_orders USING (id)',
    'SELECT * FROM totals',
    'INSERT INTO orders (total) VALUES (1) RETURNING id',
    'UPDATE orders SET total = 2 WHERE id = 1',
    'DELETE FROM orders WHERE id = 1',
    'INSERT INTO "Shop 1"."Items" (parent) VALUES (1)',
    'SELECT double(2)',
    'SELECT * FROM orders FOR UPDATE',
  ])('%s', async (text) => {
    await session.query('BEGIN');
    await session.query(text);
    await session.query('ROLLBACK');
  });
});

describe('a hostile statement does not get through', () => {
  test.each([
    ['runs a program', "COPY (SELECT 1) TO PROGRAM 'touch /tmp/explain-gate-was-here'", '42501'],
    ['writes a server file', "COPY orders TO '/tmp/explain-gate-was-here'", '42501'],
    ['reads a server file', "SELECT pg_read_file('/etc/passwd')", '42501'],
    ['lists server files', "SELECT pg_ls_dir('.')", '42501'],
    ['exports a large object', "SELECT lo_export(1, '/tmp/explain-gate-was-here')", '42501'],
    ['imports a large object', "SELECT lo_import('/etc/passwd')", '42501'],
    ['reads password hashes', 'SELECT rolpassword FROM pg_authid', '42501'],
    ['becomes the superuser', 'SET ROLE postgres', '42501'],
    ['becomes the superuser by a function', "SELECT set_config('role', 'postgres', false)", '42501'],
    ['becomes another session user', 'SET SESSION AUTHORIZATION postgres', '42501'],
    ["becomes the migrations' superuser", 'SET ROLE mighty', '42501'],
    ['becomes a member of a superuser', 'SET ROLE behind_mighty', '42501'],
    ['becomes a reader of server files', 'SET ROLE file_reader', '42501'],
    ['changes the table', 'ALTER TABLE orders ADD COLUMN x int', '42501'],
    ['drops the table', 'DROP TABLE orders', '42501'],
    ['truncates', 'TRUNCATE orders', '42501'],
    ['makes a table', 'CREATE TABLE mine ()', '42501'],
    ['makes a temporary table', 'CREATE TEMP TABLE mine ()', '42501'],
    ['makes a schema', 'CREATE SCHEMA mine', '42501'],
    ['makes a role', 'CREATE ROLE mine', '42501'],
    ['makes a database', 'CREATE DATABASE mine', '25001'],
    ['makes an extension', 'CREATE EXTENSION dblink', '42501'],
    ['makes a function', "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", '42501'],
    ['changes a server setting', "ALTER SYSTEM SET work_mem = '1GB'", '25001'],
    ['turns off triggers and foreign keys', "SET session_replication_role = 'replica'", '42501'],
    [
      'ends a backend of the superuser',
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usesysid = 10 OR backend_type = 'checkpointer'",
      '42501',
    ],
    ['reloads the configuration', 'SELECT pg_reload_conf()', '42501'],
    ['commits in a procedure', 'CALL committing()', '2D000'],
    ['commits in a block', 'DO $$ BEGIN COMMIT; END $$', '2D000'],
    ['brings two statements', 'COMMIT; DROP TABLE orders', '42601'],
    ['hides behind an empty statement', '; DROP TABLE orders', '42501'],
  ])('that %s', async (_, text, code) => {
    await session.query('BEGIN');
    const error = await rejectionOf(session.query(text));
    await session.query('ROLLBACK');
    expect([error.code, error.message]).toEqual([code, expect.anything()]);
  });

  test.each([
    'CREATE DATABASE mine',
    "ALTER SYSTEM SET work_mem = '1GB'",
    'VACUUM pg_authid',
    'DROP TABLE orders',
  ])('outside a transaction: %s', async (text) => {
    await session.query('BEGIN');
    await session.query('COMMIT');
    const before = await withClient(server.connection(database), 'SELECT count(*) FROM pg_class');
    // VACUUM skips, with a warning, what it may not touch.
    await session.query(text).catch((error) => expect(error.code).toBe('42501'));
    expect(await withClient(server.connection(database), 'SELECT count(*) FROM pg_class')).toEqual(before);
    expect(
      await withClient(server.connection(database), "SELECT FROM pg_database WHERE datname = 'mine'"),
    ).toEqual([]);
    expect(await withClient(server.connection(database), 'SHOW work_mem')).toEqual([{ work_mem: '4MB' }]);
  });

  test('that commits by itself has written nothing, and what follows is still rolled back', async () => {
    await session.query('BEGIN');
    await session.query('COMMIT');
    await session.query('ROLLBACK');
    expect(await withClient(server.connection(database), 'SELECT count(*)::int AS n FROM orders')).toEqual([
      { n: 10 },
    ]);
  });

  test('that lifts the timeout and sleeps in one statement', async () => {
    // Longer than a test may take.
    const error = await rejectionOf(
      session.query("SELECT set_config('statement_timeout', '0', false), pg_sleep(3600)"),
    );
    expect(error.code).toBe('57014');
  });

  test('that lifts the timeout for the one after it: ours cancels it', async () => {
    await session.query('BEGIN');
    await session.query('SET statement_timeout = 0');
    const error = await rejectionOf(session.query('SELECT pg_sleep(3600)'));
    await session.query('ROLLBACK');
    expect(error.code).toBe('57014');
    // A rolled-back SET is gone.
    expect((await session.query('SHOW statement_timeout')).rows).toEqual([{ statement_timeout: '3s' }]);
  });

  test('that looks into another database of the server', async () => {
    const other = await server.createDatabase('other');
    const { user, password } = { user: database.replace(/_head$/, '_measure'), password: 'unknown' };
    const login = { ...server.connection(other), user, password };
    expect((await rejectionOf(withClient(login, 'SELECT 1'))).message).toContain(
      'password authentication failed',
    );
  });
});

describe('session statements', () => {
  const open = (statements: readonly string[]) =>
    server.openMeasuringSession(database, { session: statements, statementSeconds: 3 });

  test('row-level security: a role of the migrations and its tenant see that tenant only', async () => {
    await using asTenant = await open(['SET ROLE app', "SELECT set_config('app.tenant', 'b', false)"]);
    expect((await asTenant.query('SELECT id FROM tenants ORDER BY id')).rows).toEqual([{ id: 2 }, { id: 3 }]);
    expect((await rejectionOf(asTenant.query('SELECT * FROM orders'))).code).toBe('42501');
  });

  test.each([['SET ROLE mighty'], ['SET ROLE nobody_there'], ['SELECT 1; SELECT 2'], ['SELEC']])(
    '%s is a mistake in the config, with its place and what the server said',
    async (text) => {
      const error = await rejectionOf(open(['SELECT 1', text]));
      expect(error).toMatchObject({ name: 'ConfigError', code: 'config-session-statement' });
      expect(error.message).toContain('postgres.session[1]');
    },
  );

  test('every session has the settings of a measurement', async () => {
    const { rows } = await session.query(
      `SELECT name, setting FROM pg_settings WHERE name IN ('jit', 'TimeZone', 'lock_timeout', 'plan_cache_mode',
       'max_parallel_workers_per_gather', 'autovacuum', 'fsync', 'wal_level', 'synchronize_seqscans') ORDER BY name`,
    );
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      autovacuum: 'off',
      fsync: 'off',
      jit: 'off',
      lock_timeout: '5000',
      max_parallel_workers_per_gather: '0',
      plan_cache_mode: 'force_custom_plan',
      synchronize_seqscans: 'off',
      TimeZone: 'UTC',
      wal_level: 'minimal',
    });
  });
});
