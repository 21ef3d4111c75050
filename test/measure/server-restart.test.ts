// The server restarts, or goes for good, while pairs are timed: no verdict may rest on what two lives of it gave.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MeasuringSide } from '../../src/measure/measuring-session.ts';
import { startServer } from '../../src/postgres/start-server.ts';
import { recordProgress, startOptions } from '../postgres/start-options.ts';
import { withClient } from '../postgres/with-client.ts';
import { measureOneCase } from './measure-one-case.ts';
import { openTestSide } from './open-test-side.ts';

const SQL = 'SELECT count(*) FROM orders WHERE length(note) > 5';
const SLOWER = 'SELECT count(*) FROM orders WHERE length(note || note || note || note) > 5';

describe.runIf(process.platform === 'linux')('a server', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let database: string;
  const query = (sql: string) => withClient(server.connection(database), sql);

  beforeAll(async () => {
    const { progress } = recordProgress();
    server = await startServer(startOptions({ provider: 'embedded' }), { progress });
    database = await server.createDatabase('restarts');
    await query(`
      CREATE TABLE orders (id int PRIMARY KEY, note text NOT NULL);
      INSERT INTO orders SELECT i, repeat('x', 100) FROM generate_series(1, 20000) i;
      CREATE TABLE notes (id int);
      INSERT INTO notes SELECT generate_series(1, 100);`);
    await query('VACUUM (FREEZE, ANALYZE)');
  });
  afterAll(() => server[Symbol.asyncDispose]());

  /** `side`, with something that happens at the ninth reading of the clock: in the middle of the first look. */
  function interrupted(side: MeasuringSide, happen: () => Promise<void>): MeasuringSide {
    let reads = 0;
    return new Proxy(side, {
      get(target, key) {
        const { readClock } = target;
        if (key !== 'readClock' || !readClock) return Reflect.get(target, key);
        return async () => {
          reads += 1;
          if (reads === 9) await happen();
          return readClock();
        };
      },
    });
  }

  /** The checkpointer is killed, by which the server ends all backends and recovers; done when it answers again. */
  async function restart(): Promise<void> {
    // Each life of the server has a checkpointer of its own.
    const checkpointer = async () => {
      const [row] = await query("SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'");
      return Number(row?.['pid']);
    };
    const before = await checkpointer();
    process.kill(before, 'SIGKILL');
    const now = () => checkpointer().catch(() => before);
    await expect.poll(now, { timeout: 50_000 }).not.toBe(before);
  }

  it.each([
    ['reads', SQL, SLOWER],
    ['writes', 'UPDATE notes SET id = id', "UPDATE notes SET id = id + length(repeat('x', 200000))"],
  ])('that restarts between pairs: the case begins again in fresh backends, %s', async (_, sql, slower) => {
    await using side = await openTestSide({ server }, database);
    const restarting = interrupted(side, restart);
    const measurement = await measureOneCase({
      base: { side: restarting, sql, values: [] },
      head: { side: restarting, sql: slower, values: [] },
    });
    expect(measurement.base?.kind).toBe('measured');
    expect(measurement.time?.verdict).toBe('slower');
    expect(measurement.time?.pairs).toBeGreaterThanOrEqual(5);
  });

  it('that goes for good between pairs: the run ends and says so', async () => {
    await using side = await openTestSide({ server }, database);
    const [{ folder }] = (await query("SELECT current_setting('data_directory') AS folder")) as [
      { folder: string },
    ];
    const postmaster = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
    const ending = interrupted(side, async () => {
      process.kill(postmaster, 'SIGQUIT');
      await expect
        .poll(
          () =>
            query('SELECT 1').then(
              () => 'up',
              () => 'down',
            ),
          { timeout: 50_000 },
        )
        .toBe('down');
    });
    const measured = measureOneCase({
      base: { side: ending, sql: SQL, values: [] },
      head: { side: ending, sql: SLOWER, values: [] },
    });
    await expect(measured).rejects.toMatchObject({ code: 'provider-server-lost', exitCode: 3 });
  });
});
