import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ConfigError, ProviderError } from '../../src/errors.ts';
import type { RunningServer } from '../../src/postgres/running-server.ts';
import { startServer } from '../../src/postgres/start-server.ts';
import { describeWithEngine } from './container-engine.ts';
import { holdServer, isListening } from './left-behind.ts';
import { recordProgress, rejectionOf, startOptions } from './start-options.ts';
import { withClient } from './with-client.ts';

const start = (wanted: Partial<Parameters<typeof startOptions>[0]> = {}) =>
  startServer(startOptions({ provider: 'container', ...wanted }), recordProgress());

/** Names of the containers that publish a port, running or not. */
function containersAt(port: number): readonly string[] {
  return docker('ps', '--all', '--filter', `publish=${port}`, '--format', '{{.Names}}');
}

function docker(...args: readonly string[]): readonly string[] {
  const { status, stdout, stderr } = spawnSync('docker', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.split('\n').filter((line) => line !== '');
}

describeWithEngine('a server in a container', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await start({ settings: { work_mem: '7MB' } });
  });
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
  });

  test("has the settings of a measurement and the user's own", async () => {
    expect(server.settings).toMatchObject({ fsync: 'off', autovacuum: 'off', jit: 'off', work_mem: '7MB' });
    expect(await withClient(server.connection('postgres'), 'SHOW server_encoding')).toEqual([
      { server_encoding: 'UTF8' },
    ]);
  });

  test('is bound to one core', async () => {
    const [row] = await withClient(
      server.connection('postgres'),
      "SELECT pg_read_file('/proc/self/status') AS status",
    );
    const cores = /^Cpus_allowed_list:\s*(\S+)/m.exec(String(row?.status))?.[1];
    expect(server.pinned).toEqual({ pinned: true, reason: `the container is bound to core ${cores}` });
  });

  test('has a name of its own, and no second container beside it', async () => {
    const names = containersAt(server.connection('postgres').port);
    expect(names).toEqual([expect.stringMatching(/^explain-gate-[0-9a-f]{8}$/)]);
    expect(docker('ps', '--all', '--format', '{{.Image}}').filter((image) => image.includes('ryuk'))).toEqual(
      [],
    );
  });

  test('serves databases, the measuring role and a session', async () => {
    const template = await server.createDatabase('template');
    await withClient(server.connection(template), 'CREATE TABLE t AS SELECT 1 AS id');
    const head = await server.createDatabase('head', template);
    await server.createMeasuringRole([head]);
    await using session = await server.openMeasuringSession(head, { session: [], statementSeconds: 5 });
    expect((await session.query('SELECT id FROM t')).rows).toEqual([{ id: 1 }]);
    expect((await rejectionOf(session.query("COPY t TO PROGRAM 'cat'"))).code).toBe('42501');
  });

  test('a hostile statement cannot come in again as the superuser by an extension of the project', async ({
    skip,
  }) => {
    const head = await server.createDatabase('dblink');
    const connection = server.connection(head);
    const [available] = await withClient(
      connection,
      "SELECT FROM pg_available_extensions WHERE name = 'dblink'",
    );
    skip(available === undefined, 'the image has no dblink');
    await withClient(connection, 'CREATE EXTENSION dblink');
    await server.createMeasuringRole([head]);
    await using session = await server.openMeasuringSession(head, { session: [], statementSeconds: 5 });
    for (const host of ['host=127.0.0.1 ', '']) {
      const attack = `SELECT * FROM dblink('${host}user=postgres dbname=postgres', 'SELECT 1') AS t (x int)`;
      expect((await rejectionOf(session.query(attack))).message).toMatch(/password/);
    }
  });

  test('two at once have each their own port', async () => {
    await using second = await start();
    expect(second.connection('postgres').port).not.toBe(server.connection('postgres').port);
  });
});

describeWithEngine('a container that does not start', () => {
  test('for a setting: the error names it, and the container is gone', async () => {
    const before = docker('ps', '--all', '--quiet');
    const error = await rejectionOf(start({ settings: { nonsense_cost: '1' } }));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toContain('postgres.settings.nonsense_cost');
    // Other tests may have a container of their own for a while.
    const added = () => docker('ps', '--all', '--quiet').filter((id) => !before.includes(id));
    await vi.waitFor(() => expect(added()).toEqual([]), { timeout: 120_000, interval: 100 });
  });

  test('for an image that is nowhere: the reason names it', async () => {
    const error = await rejectionOf(start({ image: '127.0.0.1:1/nowhere:0' }));
    expect(error).toMatchObject({ name: 'ProviderError', code: 'provider-none' });
    expect(error.message).toContain('127.0.0.1:1/nowhere:0');
  });
});

describeWithEngine('no container is left', () => {
  test('after it is disposed, nor its volume', async () => {
    const volumes = docker('volume', 'ls', '--quiet');
    const server = await start();
    const { port } = server.connection('postgres');
    expect(containersAt(port)).toHaveLength(1);
    await server[Symbol.asyncDispose]();
    expect(containersAt(port)).toEqual([]);
    const added = () => docker('volume', 'ls', '--quiet').filter((volume) => !volumes.includes(volume));
    await vi.waitFor(() => expect(added()).toEqual([]), { timeout: 120_000, interval: 100 });
  });

  test.each(['disposeSync', 'exit'])('when the process that started it ends by %s', async (ending) => {
    const { exited, port } = await holdServer('container', ending);
    await exited;
    if (ending === 'disposeSync') expect(containersAt(port)).toEqual([]);
    await vi.waitFor(() => expect(containersAt(port)).toEqual([]), { timeout: 120_000, interval: 100 });
    expect(await isListening(port)).toBe(false);
  });

  test('when the process that started it is killed', async () => {
    const { child, exited, port } = await holdServer('container', 'wait');
    expect(containersAt(port)).toHaveLength(1);
    child.kill('SIGKILL');
    await exited;
    await vi.waitFor(() => expect(containersAt(port)).toEqual([]), { timeout: 120_000, interval: 100 });
  });

  test('when it is killed in the middle of a query: the error says so, with the end of the log', async () => {
    await using server = await start();
    const database = await server.createDatabase('head');
    await server.createMeasuringRole([database]);
    await using session = await server.openMeasuringSession(database, { session: [], statementSeconds: 60 });
    const [name] = containersAt(server.connection('postgres').port);
    const asleep = rejectionOf(session.query('SELECT pg_sleep(3600)'));
    docker('kill', String(name));
    const error = await asleep;
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({ code: 'provider-server-lost' });
    expect(error.message).toContain('ready to accept connections');
  });
});

describe('without an engine', () => {
  test('the reason is given, and auto goes on to the embedded server', async () => {
    vi.stubEnv('DOCKER_HOST', 'unix:///nowhere/docker.sock');
    try {
      const { infos, progress } = recordProgress();
      await using server = await startServer(startOptions({ provider: 'auto' }), { progress });
      expect(server.provider).toBe('embedded');
      expect(infos).toEqual([
        expect.stringMatching(/^postgres provider url: no connection URL is given/),
        expect.stringMatching(/^postgres provider container: .*\/nowhere\/docker.sock.*ENOENT/),
        expect.stringMatching(/^postgres provider embedded: PostgreSQL 18/),
      ]);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test('and without binaries every provider is listed with its reason', async () => {
    vi.stubEnv('DOCKER_HOST', 'unix:///nowhere/docker.sock');
    try {
      const error = await rejectionOf(startServer(startOptions({ version: 12 }), recordProgress()));
      expect(error).toBeInstanceOf(ProviderError);
      for (const name of ['url', 'container', 'embedded']) expect(error.message).toContain(`  ${name}: `);
    } finally {
      vi.unstubAllEnvs();
    }
  });
});
