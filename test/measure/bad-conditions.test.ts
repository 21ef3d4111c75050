// What goes wrong on a server must end in an honest answer, never in a green one.
import { symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CaseMeasurement } from '../../src/compare/measurement.ts';
import { openDuet } from '../../src/measure/duet/open-duet.ts';
import { measureCaseWork } from '../../src/measure/measure-case.ts';
import type { MeasuringSide } from '../../src/measure/measuring-session.ts';
import { judgeQuery } from '../../src/rules/judge-query.ts';
import { resolveRules } from '../../src/rules/policy.ts';
import { useTestServer } from '../postgres/test-server.ts';
import { pairOf } from '../rules/measurements.ts';
import { measureOneCase } from './measure-one-case.ts';
import { openTestSide } from './open-test-side.ts';

const testServer = useTestServer();
const { createDatabase, query } = testServer;

const SCHEMA = `
  CREATE TABLE orders (id int PRIMARY KEY, note text NOT NULL);
  INSERT INTO orders SELECT i, repeat('x', 100) FROM generate_series(1, 20000) i;
  CREATE TABLE full_disk (id int);
`;
const NAMES = { id: 'q', name: 'q', file: 'q.sql', relations: [] };

/** What a report would say of a query with this one case. */
function judge(measurement: CaseMeasurement) {
  return judgeQuery({
    pair: pairOf(),
    cases: [measurement],
    failure: null,
    rules: resolveRules({}, [], NAMES),
  });
}

describe('bad conditions', () => {
  let database: string;
  let side: MeasuringSide;

  beforeAll(async () => {
    database = await createDatabase('bad', SCHEMA);
    await query(database, 'VACUUM (FREEZE, ANALYZE)');
    const opened = await openTestSide(testServer, database, { statementSeconds: 1 });
    side = opened;
    return () => opened[Symbol.asyncDispose]();
  });

  const both = (base: string, head: string) => ({
    base: { side, sql: base, values: [] },
    head: { side, sql: head, values: [] },
  });
  const ENDLESS = 'SELECT count(*) FROM orders a, orders b, orders c';
  const SHORT = 'SELECT 1';

  it('a statement on head that times out is regressed, one on base improved, one on both neither', async () => {
    expect(judge(await measureOneCase(both(SHORT, ENDLESS))).status).toBe('regressed');
    expect(judge(await measureOneCase(both(ENDLESS, SHORT))).status).toBe('improved');
    expect(judge(await measureOneCase(both(ENDLESS, `${ENDLESS} `)))).toMatchObject({
      status: 'inconclusive',
      failure: { kind: 'timeout' },
    });
  });

  it('a statement faster than the clock can tell is timed in batches', async () => {
    const { time } = await measureOneCase(both(SHORT, 'SELECT 2'));
    expect(time?.clock).toBe('cpu');
    // A single SELECT with its round trip takes ten times as long, on this machine and at this moment.
    const single = await leastOf(async () => {
      const before = await side.readClock?.();
      await side.session.query(SHORT);
      const after = await side.readClock?.();
      return (after?.cpuMs ?? 0) - (before?.cpuMs ?? 0);
    });
    expect(await leastOf(async () => (await samples(SHORT)).base)).toBeLessThan(single / 2);
    expect(time?.pairs).toBeGreaterThanOrEqual(5);
  });

  /** Of a few tries the one that was disturbed least. */
  async function leastOf(sample: () => Promise<unknown>) {
    const tries: number[] = [];
    for (let count = 0; count < 5; count += 1) tries.push(Number(await sample()));
    return Math.min(...tries);
  }

  async function samples(sql: string) {
    const { timed } = await measureCaseWork({ name: 'x', parameters: [], sameText: false, ...both(sql, sql) });
    const duet = timed && (await openDuet(timed));
    if (!duet || 'ended' in duet) throw new Error('no samplers');
    return { base: await duet.samplers.base(), head: await duet.samplers.head() };
  }

  it('a statement slower than the whole budget is inconclusive, and says why', async () => {
    const slow = 'SELECT pg_sleep(0.3)';
    const budget = { caseMs: 10_000, runMs: 500 };
    const measurement = await measureOneCase(both(slow, `${slow} `), budget);
    expect(judge(measurement)).toMatchObject({
      status: 'inconclusive',
      failure: {
        kind: 'timeout',
        message: "default: time was not compared: the run's budget of time was spent",
      },
    });
  });

  it('a backend that is terminated between pairs is replaced, and the case begins again', async () => {
    const sql = 'SELECT count(*) FROM orders WHERE length(note) > 5';
    const slower = 'SELECT count(*) FROM orders WHERE length(note || note || note || note) > 5';
    let reads = 0;
    const terminating = new Proxy(side, {
      get(target, key) {
        const { readClock } = target;
        if (key !== 'readClock' || !readClock) return Reflect.get(target, key);
        return async () => {
          reads += 1;
          if (reads === 9) await endBackends();
          return readClock();
        };
      },
    });
    const measurement = await measureOneCase({
      base: { side: terminating, sql, values: [] },
      head: { side: terminating, sql: slower, values: [] },
    });
    expect(reads).toBeGreaterThan(9);
    // Pairs of before and after are not mixed: so many were read after the backend ended.
    const pairs = measurement.time?.pairs ?? 0;
    expect(pairs).toBeGreaterThanOrEqual(5);
    expect(reads - 9).toBeGreaterThanOrEqual(4 * pairs);
    expect(measurement.time?.verdict).not.toBe('not-slower');
  });

  function endBackends() {
    return query(
      database,
      'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
  }

  it('a backend that is terminated again and again leaves the case inconclusive', async () => {
    const terminating = new Proxy(side, {
      get(target, key) {
        const { readClock } = target;
        if (key !== 'readClock' || !readClock) return Reflect.get(target, key);
        return async () => {
          await endBackends();
          return readClock();
        };
      },
    });
    const measurement = await measureOneCase({
      base: { side: terminating, sql: SHORT, values: [] },
      head: { side: terminating, sql: 'SELECT 2', values: [] },
    });
    expect(measurement).toMatchObject({ time: null, untimed: 'backends ended while they were timed' });
    expect(judge(measurement).status).toBe('inconclusive');
  });

  it('a statement that ends its own backend has failed, on its side alone', async () => {
    const measurement = await measureOneCase(both(SHORT, 'SELECT pg_terminate_backend(pg_backend_pid())'));
    expect(measurement.base?.kind).toBe('measured');
    expect(measurement.head).toMatchObject({ kind: 'failed', sqlState: '57P01' });
    expect(judge(measurement).status).toBe('regressed');
  });

  it('a server that gives no backend any more ends the run', async () => {
    const gone = new Proxy(side, {
      get(target, key) {
        if (key !== 'renew') return Reflect.get(target, key);
        return async () => {
          throw new Error('connection refused');
        };
      },
    });
    const ending = measureOneCase({
      base: { side: gone, sql: 'SELECT pg_terminate_backend(pg_backend_pid())', values: [] },
    });
    await expect(ending).rejects.toMatchObject({ code: 'provider-server-lost', exitCode: 3 });
    await side.renew();
  });

  it.runIf(process.platform === 'linux')('a full disk ends the run', async () => {
    // A table whose file is the device that is always full: the server meets ENOSPC as on a disk without room.
    const [place] = await query(
      database,
      "SELECT current_setting('data_directory') AS folder, pg_relation_filepath('full_disk') AS file",
    );
    const file = join(String(place?.['folder']), String(place?.['file']));
    unlinkSync(file);
    symlinkSync('/dev/full', file);
    await side.renew();
    const insert = both(SHORT, 'INSERT INTO full_disk SELECT generate_series(1, 10)');
    await expect(measureOneCase(insert)).rejects.toMatchObject({ code: 'server-trouble', exitCode: 3 });
  });
});
