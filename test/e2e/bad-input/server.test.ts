// No server, a server that lets nobody in, a server that dies: the run ends with the reason and without a password.
import { expect, test } from 'vitest';
import { silentProgress } from '../../../scripts/repository/silent-progress.ts';
import { startServer } from '../../../src/postgres/start-server.ts';
import { check } from '../check.ts';
import { makeShop } from '../make-shop.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { waitForProcess } from '../wait-for-process.ts';

const CHANGE = ['--base', 'main', '--head', 'change'];
const CONFIG = 'schema: [db/migrations]\nseed: [db/seed.sql]\nqueries: { include: ["queries/**/*.sql"] }\n';

/** A shop whose change adds a query that has to be measured, with a `postgres` block of its own. */
function makeShopWith(postgres: string, sql = 'SELECT count(*) FROM customers') {
  return makeShop({
    head: {
      'explain-gate.yml': `postgres: ${postgres}\n${CONFIG}`,
      'queries/customers.sql': `-- name: countCustomers\n${sql};\n`,
    },
  });
}

test('no provider is available: each one is listed with its reason', async () => {
  await using home = await makeTemporaryFolder();
  // A major that is not installed, a registry and a container engine that refuse the connection.
  await using repository = await makeShopWith('{ version: 14 }');
  const result = await check(repository, CHANGE, {
    env: {
      HOME: home.path,
      XDG_CACHE_HOME: home.path,
      DOCKER_HOST: 'tcp://127.0.0.1:9',
      npm_config_registry: 'http://127.0.0.1:9/',
      npm_config_fetch_retries: '0',
      // npm keeps its compiled code in the temporary folder.
      NODE_DISABLE_COMPILE_CACHE: '1',
    },
  });
  expect(result.exitCode, result.stderr).toBe(3);
  expect(result.stderr).toMatch(/no PostgreSQL server could be had/);
  for (const reason of [/url: no connection URL/, /container: .{10}/, /embedded: .{10}/]) {
    expect.soft(result.stderr).toMatch(reason);
  }
  expect(result.leftBehind).toEqual([]);
});

test('a connection that is refused', async () => {
  await using repository = await makeShopWith('{ provider: url }');
  const result = await check(repository, [
    ...CHANGE,
    '--url',
    'postgres://someone:s3cret-w0rd@127.0.0.1:9/shop',
  ]);
  expect(result.exitCode, result.stderr).toBe(3);
  expect(result.stderr).toContain('127.0.0.1:9');
  expect(result.stderr).toContain('ECONNREFUSED');
  expect(result.stderr + result.stdout).not.toContain('s3cret-w0rd');
  expect(result.leftBehind).toEqual([]);
});

test('a wrong password', async () => {
  const options = { provider: 'embedded', image: 'postgres:18', version: 18, settings: {} } as const;
  await using server = await startServer(options, { progress: silentProgress });
  const { host, port, user } = server.connection('postgres');
  const url = `postgres://${user}:wr0ng-w0rd@${host}:${port}/postgres`;
  await using repository = await makeShopWith('{ provider: url }');
  const result = await check(repository, CHANGE, { env: { EXPLAIN_GATE_DATABASE_URL: url } });
  expect(result.exitCode, result.stderr).toBe(3);
  expect(result.stderr).toMatch(/password authentication failed/);
  expect(result.stderr + result.stdout).not.toContain('wr0ng-w0rd');
  expect(result.leftBehind).toEqual([]);
});

test('a server that is killed in the middle of a statement', async () => {
  await using repository = await makeShopWith('{ provider: embedded }', 'SELECT pg_sleep(25)');
  const result = await check(repository, CHANGE, {
    meanwhile: async (child, temporary) => {
      await waitForProcess(child, temporary, /^postgres: .*(SELECT|EXPLAIN)/);
      const { id } = await waitForProcess(child, temporary, /postgres\S* .*-D/);
      process.kill(id, 'SIGKILL');
    },
  });
  expect(result.exitCode, result.stderr).toBe(3);
  expect(result.stderr).toMatch(/server/);
  expect(result.stderr).not.toMatch(/this is a bug/i);
  expect(result.leftBehind).toEqual([]);
});

const MOMENTS = [
  { when: 'the server starts', sql: 'SELECT 1', seed: null, process: /initdb|postgres/ },
  { when: 'the seed runs', sql: 'SELECT 1', seed: 'SELECT pg_sleep(3600);\n', process: /^postgres: .*SELECT/ },
  {
    when: 'a query is measured',
    sql: 'SELECT pg_sleep(25)',
    seed: null,
    process: /^postgres: .*(SELECT|EXPLAIN)/,
  },
];
const SIGNALS = [
  { signal: 'SIGINT', exitCode: 130 },
  { signal: 'SIGTERM', exitCode: 143 },
] as const;

test.for(SIGNALS.flatMap((signal) => MOMENTS.map((moment) => ({ ...signal, ...moment }))))(
  '$signal while $when',
  async ({ signal, exitCode, sql, seed, process: title }) => {
    await using repository = await makeShop({
      base: seed === null ? {} : { 'db/seed.sql': seed },
      head: {
        'explain-gate.yml': `postgres: { provider: embedded }\n${CONFIG}`,
        'queries/customers.sql': `-- name: added\n${sql};\n`,
      },
    });
    const result = await check(repository, CHANGE, {
      graceMs: 120_000,
      meanwhile: async (child, temporary) => {
        await waitForProcess(child, temporary, title);
        child.kill(signal);
      },
    });
    expect(result.exitCode, result.stderr).toBe(exitCode);
    expect(result.stdout).toBe('');
    expect(result.leftBehind).toEqual([]);
  },
);
