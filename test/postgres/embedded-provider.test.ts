import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ConfigError, ProviderError } from '../../src/errors.ts';
import { startServer } from '../../src/postgres/start-server.ts';
import { holdServer, isListening, ownTemporaryFolder, processesIn, waitUntilGone } from './left-behind.ts';
import { recordProgress, rejectionOf, startOptions } from './start-options.ts';
import { withClient } from './with-client.ts';

let temporary: ReturnType<typeof ownTemporaryFolder>;
beforeEach(() => {
  temporary = ownTemporaryFolder();
  vi.stubEnv('TMPDIR', temporary.folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  temporary[Symbol.dispose]();
});

const start = (settings: Record<string, string> = {}) =>
  startServer(startOptions({ provider: 'embedded', settings }), recordProgress());

/** Process id of the postmaster of the one server in the temporary folder. */
function postmasterId(): number {
  const [folder] = readdirSync(temporary.folder);
  return Number.parseInt(
    readFileSync(join(temporary.folder, folder ?? '', 'data', 'postmaster.pid'), 'utf8'),
    10,
  );
}

describe('the server', () => {
  test('is UTF8, sorts by language and not by byte, asks everybody for the password', async () => {
    await using server = await start();
    const connection = server.connection('postgres');
    expect(
      await withClient(
        connection,
        "SELECT pg_encoding_to_char(encoding) AS encoding, 'a' < 'B' AS by_language, upper('ä') AS upper FROM pg_database WHERE datname = current_database()",
      ),
    ).toEqual([{ encoding: 'UTF8', by_language: true, upper: 'Ä' }]);
    for (const password of ['', 'wrong']) {
      expect(await rejectionOf(withClient({ ...connection, password }, 'SELECT 1'))).toBeDefined();
    }
    const rules = await withClient(connection, 'SELECT DISTINCT auth_method FROM pg_hba_file_rules');
    expect(rules).toEqual([{ auth_method: 'scram-sha-256' }]);
  });

  test('listens on 127.0.0.1 and on no other address or socket, and its password is on no command line', async () => {
    await using server = await start();
    const { port, password } = server.connection('postgres');
    expect(await isListening(port)).toBe(true);
    const others = Object.values(networkInterfaces())
      .flatMap((all) => all ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of others) {
      const answer = rejectionOf(withClient({ ...server.connection('postgres'), host: address }, 'SELECT 1'));
      expect((await answer).message).toContain('ECONNREFUSED');
    }
    expect(await withClient(server.connection('postgres'), 'SHOW unix_socket_directories')).toEqual([
      { unix_socket_directories: '' },
    ]);
    expect(processesIn(temporary.folder).join('\n')).not.toContain(password);
  });

  test('does not see the secrets of the job that started it', async () => {
    vi.stubEnv('GITHUB_TOKEN', 'a-secret-of-the-job');
    await using server = await start();
    const [row] = await withClient(
      server.connection('postgres'),
      "SELECT encode(pg_read_binary_file('/proc/self/environ'), 'escape') AS environment",
    );
    expect(row?.environment).not.toContain('a-secret-of-the-job');
  });

  test('two at once do not disturb each other', async () => {
    await using first = await start();
    await using second = await start();
    expect(first.connection('postgres').port).not.toBe(second.connection('postgres').port);
    for (const server of [first, second]) {
      expect(await withClient(server.connection('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    }
  });

  test('runs all of its backends on one core where the machine can bind them', async () => {
    await using server = await start();
    const [row] = await withClient(
      server.connection('postgres'),
      "SELECT pg_read_file('/proc/self/status') AS status",
    );
    const cores = /^Cpus_allowed_list:\s*(\S+)/m.exec(String(row?.status))?.[1];
    expect(server.pinned).toEqual({ pinned: true, reason: `taskset binds the server to core ${cores}` });
    expect(cores).toMatch(/^\d+$/);
  });

  test.each([
    [{ nonsense_cost: '1' }, 'nonsense_cost'],
    [{ work_mem: 'lots' }, 'work_mem'],
    [{ random_page_cost: '-1' }, 'random_page_cost'],
  ])('does not start with the setting %j: the error names it, and nothing is left', async (settings, name) => {
    const error = await rejectionOf(start(settings));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toContain(`postgres.settings.${name}`);
    await waitUntilGone(temporary.folder);
  });
});

describe('nothing is left', () => {
  test('after it is disposed, connections or not', async () => {
    const server = await start();
    const { port } = server.connection('postgres');
    const asleep = rejectionOf(withClient(server.connection('postgres'), 'SELECT pg_sleep(3600)'));
    const active = () =>
      withClient(
        server.connection('postgres'),
        "SELECT FROM pg_stat_activity WHERE query ~ '^SELECT pg_sleep'",
      );
    await expect.poll(active).toHaveLength(1);
    await server[Symbol.asyncDispose]();
    await asleep;
    expect(processesIn(temporary.folder)).toEqual([]);
    expect(readdirSync(temporary.folder)).toEqual([]);
    expect(await isListening(port)).toBe(false);
  });

  test.each(['disposeSync', 'exit'])('when the process that started it ends by %s', async (ending) => {
    const { exited, port } = await holdServer('embedded', ending, { TMPDIR: temporary.folder });
    await exited;
    if (ending === 'disposeSync') expect(processesIn(temporary.folder)).toEqual([]);
    await waitUntilGone(temporary.folder);
    expect(await isListening(port)).toBe(false);
  });

  test('when the process that started it is killed', async () => {
    const { child, exited, port } = await holdServer('embedded', 'wait', { TMPDIR: temporary.folder });
    expect(processesIn(temporary.folder)).not.toEqual([]);
    child.kill('SIGKILL');
    await exited;
    await waitUntilGone(temporary.folder);
    expect(await isListening(port)).toBe(false);
  });

  test('when the process is killed while the server is being made', async () => {
    const script = new URL('hold-server.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [script, 'embedded', 'wait'], {
      env: { ...process.env, TMPDIR: temporary.folder },
      stdio: 'ignore',
    });
    await vi.waitFor(() => expect(readdirSync(temporary.folder)).toHaveLength(1), {
      timeout: 120_000,
      interval: 5,
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    await waitUntilGone(temporary.folder);
  });
});

describe('a server that is killed', () => {
  test('in the middle of a query: the error says so, with the end of the log', async () => {
    await using server = await start();
    const database = await server.createDatabase('head');
    await server.createMeasuringRole([database]);
    await using session = await server.openMeasuringSession(database, { session: [], statementSeconds: 60 });
    const asleep = rejectionOf(session.query('SELECT pg_sleep(3600)'));
    process.kill(postmasterId(), 'SIGQUIT');
    const error = await asleep;
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({ code: 'provider-server-lost' });
    expect(error.message).toContain('immediate shutdown');
    // Whatever comes after meets the same error, never a hanging call.
    expect(await rejectionOf(session.query('SELECT 1'))).toMatchObject({ code: 'provider-server-lost' });
    expect(
      await rejectionOf(server.openMeasuringSession(database, { session: [], statementSeconds: 1 })),
    ).toMatchObject({ code: 'provider-server-lost' });
    expect(await rejectionOf(server.createDatabase('base'))).toMatchObject({
      code: 'provider-server-lost',
    });
  });

  test('by the operating system is cleaned up after all the same', async () => {
    const server = await start();
    process.kill(postmasterId(), 'SIGKILL');
    await server[Symbol.asyncDispose]();
    await waitUntilGone(temporary.folder);
  });
});
