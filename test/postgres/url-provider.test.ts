import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError, ProviderError } from '../../src/errors.ts';
import { startServer } from '../../src/postgres/start-server.ts';
import { recordProgress, rejectionOf, startOptions } from './start-options.ts';
import { testServerUrl, useTestServer } from './test-server.ts';

const shared = useTestServer();
const PASSWORD = 'p@ss/word';
const ROLES = { limited: 'CREATEROLE', lesser: 'CREATEDB', owner: 'CREATEDB CREATEROLE' } as const;

async function urlOf(user: string, password = PASSWORD): Promise<string> {
  const url = new URL(await testServerUrl());
  url.username = user;
  url.password = encodeURIComponent(password);
  return url.href;
}

const attempt = async (url: string) =>
  rejectionOf(startServer(startOptions({ url, settings: {} }), recordProgress()));

beforeAll(async () => {
  for (const [name, rights] of Object.entries(ROLES)) {
    await shared.query('postgres', `CREATE ROLE url_${name} LOGIN ${rights} PASSWORD '${PASSWORD}'`);
  }
});
afterAll(async () => {
  for (const name of Object.keys(ROLES)) await shared.query('postgres', `DROP ROLE url_${name}`);
});

describe('a URL that does not serve', () => {
  test('wrong password: an error without it, decoded or encoded, cause included', async () => {
    const error = await attempt(await urlOf('url_owner', 'wr@ng/one'));
    expect(error).toBeInstanceOf(ProviderError);
    expect(error.message).toContain('password authentication failed');
    expect(JSON.stringify([error.message, error.hint, error.stack, String(error.cause)])).not.toMatch(
      /wr(@|%40)ng/,
    );
  });

  test('connection refused: names host and port, and no other provider is tried', async () => {
    const error = await attempt('postgres://u:s3cret@127.0.0.1:1/d');
    expect(error).toBeInstanceOf(ProviderError);
    expect(error.message).toContain('127.0.0.1:1');
    expect(error.message).toContain('ECONNREFUSED');
    expect(error.message).not.toContain('s3cret');
  });

  test.each([
    ['limited', 'CREATEDB'],
    ['lesser', 'CREATEROLE'],
  ] as const)('role %s: the error names the right that it lacks, %s', async (name, right) => {
    const error = await attempt(await urlOf(`url_${name}`));
    expect(error).toBeInstanceOf(ProviderError);
    expect(error.message).toContain(`lacks ${right}`);
    expect(error.hint).toContain(`ALTER ROLE "url_${name}" ${right}`);
  });

  test.each(['not a url', 'postgres://u:s3cret@[h/d', 'mailto:u:s3cret'])(
    '%s is a mistake in the config',
    async (url) => {
      const error = await attempt(url);
      expect(error).toBeInstanceOf(ConfigError);
      expect(JSON.stringify([error.message, error.stack, String(error.cause)])).not.toContain('s3cret');
    },
  );

  test('TLS asked of a server without it', async () => {
    const error = await attempt(`${await urlOf('url_owner')}?sslmode=require`);
    expect(error).toBeInstanceOf(ProviderError);
    expect(error.message).toContain('does not support SSL');
  });

  test.each([
    [{ nonsense_cost: '1' }, 'nonsense_cost'],
    [{ work_mem: 'lots' }, 'work_mem'],
    [{ shared_buffers: '1GB' }, 'shared_buffers'],
  ])('a setting that a running server does not take: %j', async (settings, name) => {
    const options = startOptions({ url: await testServerUrl() });
    const error = await rejectionOf(startServer({ ...options, settings }, recordProgress()));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toContain(`postgres.settings.${name}`);
  });
});

describe('a URL of a role that is no superuser', () => {
  test('gets databases with its settings, a measuring role and a session, and leaves nothing', async () => {
    const { warnings, progress } = recordProgress();
    let run = '';
    {
      await using server = await startServer(
        { ...startOptions({ url: await urlOf('url_owner') }), settings: { work_mem: '7MB' } },
        { progress },
      );
      expect(server.provider).toBe('url');
      expect(server.pinned.pinned).toBe(false);
      const template = await server.createDatabase('template');
      run = template.slice(0, -'_template'.length);
      await shared
        .query(template, 'SET ROLE url_owner; CREATE TABLE public.t AS SELECT 1 AS id')
        .catch(async () => {
          // Before 15 everybody may create in schema public; since then its owner, the database's.
          await shared.query(template, 'CREATE TABLE t AS SELECT 1 AS id; ALTER TABLE t OWNER TO url_owner');
        });
      const head = await server.createDatabase('head', template);
      await server.createMeasuringRole([template, head]);
      await using session = await server.openMeasuringSession(head, { session: [], statementSeconds: 5 });
      expect((await session.query('SELECT id FROM t')).rows).toEqual([{ id: 1 }]);
      expect((await session.query('SHOW work_mem')).rows).toEqual([{ work_mem: '7MB' }]);
      expect(server.settings.work_mem).toBe('7MB');
      expect(await shared.query(template, 'SHOW synchronous_commit')).toEqual([{ synchronous_commit: 'off' }]);
    }
    const names = 'SELECT datname AS name FROM pg_database UNION ALL SELECT rolname FROM pg_roles';
    expect(run).toMatch(/^explain_gate_/);
    expect(
      await shared.query('postgres', `SELECT name FROM (${names}) AS all_of WHERE name ^@ '${run}'`),
    ).toEqual([]);
    expect(warnings.join()).not.toContain(run);
  });

  test('says what the migrations leave on the server, and what other runs have left', async () => {
    await shared.query('postgres', 'CREATE DATABASE explain_gate_0123abcd_head');
    try {
      const { warnings, progress } = recordProgress();
      const server = await startServer(
        { ...startOptions({ url: await testServerUrl() }), settings: {} },
        { progress },
      );
      expect(warnings.join()).toContain('explain_gate_0123abcd_head');
      await shared.query('postgres', 'CREATE ROLE url_left_by_migration');
      await server[Symbol.asyncDispose]();
      expect(warnings.join()).toContain('url_left_by_migration');
      expect(
        await shared.query('postgres', "SELECT 1 AS there FROM pg_database WHERE datname ~ '0123abcd'"),
      ).toHaveLength(1);
    } finally {
      await shared.query('postgres', 'DROP ROLE IF EXISTS url_left_by_migration');
      await shared.query('postgres', 'DROP DATABASE explain_gate_0123abcd_head');
    }
  });
});
