// The project's own migration tool runs against the database of its side, and is gone afterwards.
import { expect, test, vi } from 'vitest';
import { runCommand } from '../../src/data/run-command.ts';
import { SchemaError } from '../../src/errors.ts';
import { useTestServer } from '../postgres/test-server.ts';
import { makeTree } from './folder-tree.ts';

const postgres = useTestServer();
const password = 'p@ss w%rd';
const nowhere = { host: '127.0.0.1', port: 1, user: 'u', password, database: 'd' };

const node = (script: string) => `"${process.execPath}" ${script}`;

test('it reaches the database of its side by DATABASE_URL', async () => {
  const database = await postgres.createDatabase('command');
  const pg = import.meta.resolve('pg');
  await using tree = await makeTree('base', {
    'migrate.mjs': `import pg from '${pg}';
      const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
      await client.connect(); await client.query('CREATE TABLE made (id int)'); await client.end();`,
  });
  await runCommand({
    command: node('migrate.mjs'),
    directory: tree.folder,
    side: 'base',
    connection: postgres.server.connection(database),
  });
  expect(await postgres.query(database, "SELECT to_regclass('made')::text AS made")).toEqual([
    { made: 'made' },
  ]);
});

test('a failure shows the end of its output and no password', async () => {
  await using tree = await makeTree('head', {});
  const run = runCommand({
    command: 'echo "$DATABASE_URL / $PGPASSWORD"; echo broken >&2; exit 3',
    directory: tree.folder,
    side: 'head',
    connection: nowhere,
  });
  await expect(run).rejects.toBeInstanceOf(SchemaError);
  await expect(run).rejects.toThrow(
    /\(head\) ended with code 3:[\s\S]*u:\*\*\*@127\.0\.0\.1:1\/d \/ \*\*\*\n[\s\S]*broken/,
  );
  await expect(run).rejects.not.toThrow(password);
});

test.for([
  'INPUT_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'EXPLAIN_GATE_DATABASE_URL',
  'PGSSLKEY',
  'GITHUB_TOKEN',
  'GH_TOKEN',
  'GITHUB_ENV',
])('%s is not handed on', async (name) => {
  vi.stubEnv(name, 'secret');
  await using tree = await makeTree('head', {});
  const run = runCommand({ command: 'env; exit 1', directory: tree.folder, side: 'head', connection: nowhere });
  await expect(run).rejects.toThrow(/PGDATABASE=d/);
  await expect(run).rejects.not.toThrow(/secret/);
  vi.unstubAllEnvs();
});

test('it finds the packages of the repository, and learns its side', async () => {
  await using repository = await makeTree('head', { 'node_modules/tool/index.mjs': 'export const x = 1;' });
  await using tree = await makeTree('base', {
    'migrate.mjs':
      "import { x } from 'tool/index.mjs'; process.exit(x === 1 && process.env.EXPLAIN_GATE_SIDE === 'base' ? 0 : 1);",
  });
  await runCommand({
    command: `ln -s "$EXPLAIN_GATE_REPOSITORY/node_modules" node_modules && ${node('migrate.mjs')}`,
    directory: tree.folder,
    side: 'base',
    repository: repository.folder,
    connection: nowhere,
  });
});

const sleeper = 'sleep 3600 & echo $! > pid; wait';
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test.for(['timeout', 'abort'] as const)('what it started ends with it on %s', async (how) => {
  await using tree = await makeTree('head', {});
  const controller = new AbortController();
  const reason = new Error('stopped');
  const run = runCommand({
    command: sleeper,
    directory: tree.folder,
    side: 'head',
    connection: nowhere,
    signal: controller.signal,
    // Time enough for a shell to start on a busy machine.
    timeoutMs: how === 'timeout' ? 4_000 : 3_600_000,
  });
  const ended =
    how === 'abort' ? expect(run).rejects.toBe(reason) : expect(run).rejects.toThrow(/took longer than 4 s/);
  await expect.poll(async () => String(await tree.read('pid').catch(() => ''))).toMatch(/\n/);
  if (how === 'abort') controller.abort(reason);
  await ended;
  const pid = Number(await tree.read('pid'));
  expect(pid).toBeGreaterThan(1);
  // The process of pid 1 takes its time to reap what ended.
  await expect.poll(() => isAlive(pid)).toBe(false);
});
