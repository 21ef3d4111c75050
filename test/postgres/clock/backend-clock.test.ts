import { describe, expect, it } from 'vitest';
import { openBackendClock, parseSchedstat } from '../../../src/postgres/clock/backend-clock.ts';
import { parseMachine } from '../../../src/postgres/clock/read-machine.ts';
import { connect } from '../../../src/postgres/connect.ts';
import { useTestServer } from '../test-server.ts';

const testServer = useTestServer();

describe.runIf(process.platform === 'linux')('the CPU clock of a backend', () => {
  it('stands still while the backend sleeps, and counts what it computes and nothing that it waits', async () => {
    const owner = testServer.server.connection('postgres');
    const answer = await openBackendClock(owner);
    if (!('clock' in answer)) throw new Error(answer.absent);
    await using clock = answer.clock;
    await using client = await connect(owner);
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const read = () => clock.read(rows[0]?.pid ?? 0);
    const cost = async (sql: string) => {
      const before = await read();
      await client.query(sql);
      return (await read()).cpuMs - before.cpuMs;
    };
    // A backend that has just answered may still be on its way to sleep, and the server wakes all of its backends when
    // another test drops a database: there is a stretch in which it sleeps all the time.
    const costOfReading = async () => {
      const idle = await read();
      for (let count = 0; count < 20; count += 1) await read();
      return (await read()).cpuMs - idle.cpuMs;
    };
    await expect.poll(costOfReading).toBe(0);
    expect(await cost('SELECT pg_sleep(0.2)')).toBeLessThan(20);
    expect(await cost('SELECT count(*) FROM generate_series(1, 300000)')).toBeGreaterThan(5);
    const machine = await clock.machine();
    expect(machine.cores).toBeGreaterThanOrEqual(1);
    expect(machine.ticks.all).toBeGreaterThan(machine.ticks.stolen);
  });

  it('is absent where there is no /proc, and says so', async () => {
    const answer = await openBackendClock(testServer.server.connection('postgres'), '/proc/nowhere');
    expect(answer).toEqual({ absent: 'the server has no /proc with schedstat' });
  });

  it('is absent for a role that may not read the files of the server', async () => {
    const owner = testServer.server.connection('postgres');
    await using client = await connect(owner);
    await client.query("CREATE ROLE explain_gate_plain LOGIN PASSWORD 'plain'");
    try {
      const answer = await openBackendClock({ ...owner, user: 'explain_gate_plain', password: 'plain' });
      expect(answer).toEqual({ absent: 'the role may not read files of the server' });
    } finally {
      await client.query('DROP ROLE explain_gate_plain');
    }
  });
});

it.each([
  ['12345678 2000000 7\n', { cpuMs: 12.345678, waitMs: 2 }],
  ['0 0 0', { cpuMs: 0, waitMs: 0 }],
  ['', { cpuMs: 0, waitMs: Number.NaN }],
  ['no numbers', { cpuMs: Number.NaN, waitMs: Number.NaN }],
])('schedstat %j', (line, reading) => {
  expect(parseSchedstat(line)).toEqual(reading);
});

it('reads a machine, guest time not counted twice, and one that says little', () => {
  const stat =
    'cpu  100 1 50 800 9 3 2 35 7 0\ncpu0 50 0 25 400 5 2 1 17 3 0\ncpu1 50 1 25 400 4 1 1 18 4 0\nintr 1 2\n';
  expect(parseMachine(stat, 'processor\t: 0\nmodel name\t: Some CPU @ 2.50GHz\nflags\t: x\n')).toEqual({
    cores: 2,
    cpuModel: 'Some CPU @ 2.50GHz',
    ticks: { all: 1000, stolen: 35 },
  });
  expect(parseMachine('', 'CPU part\t: 0xd0c\n')).toEqual({
    cores: 0,
    cpuModel: null,
    ticks: { all: 0, stolen: 0 },
  });
});
