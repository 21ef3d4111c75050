import type pg from 'pg';
import { connect } from '../connect.ts';
import { isConnectionLoss } from '../connection-loss.ts';
import type { ConnectionSettings } from '../connection-settings.ts';
import { type MachineReading, readMachine } from './read-machine.ts';

/** What the kernel has counted for one backend since it began, milliseconds. */
export interface ClockReading {
  /** Time on a processor. */
  readonly cpuMs: number;
  /** Time spent waiting in the run queue, ready to run. */
  readonly waitMs: number;
}

/** Reads the CPU time of any backend of a server. */
export interface BackendClock extends AsyncDisposable {
  /** @param processId as `pg_backend_pid()` says it. Rejects as `pg` does when the backend is gone. */
  read(processId: number): Promise<ClockReading>;
  /** The machine of the server as it is now. */
  machine(): Promise<MachineReading>;
}

/** A clock, or why this server has none. */
export type ClockAnswer = { readonly clock: BackendClock } | { readonly absent: string };

/** Where Linux shows its processes. */
const PROC = '/proc';
const NANOSECONDS_PER_MS = 1e6;
const READ = {
  name: 'explain_gate_clock',
  // With a length: before PostgreSQL 14 the size of a file was asked for first, and files of /proc have none.
  text: "SELECT pg_catalog.pg_read_file($1 || '/' || $2 || '/schedstat', 0, 100) AS schedstat",
};

/**
 * Opens the CPU clock of a server: `/proc/<pid>/schedstat` of the measured backend (Linux kernel docs, "Scheduler Statistics":
 * nanoseconds on the processor, nanoseconds in the run queue, slices), read by a second backend of the owner's. So the
 * clock costs the measured backend nothing (an idle one reads 0 exactly), is up to date because that backend is asleep, and
 * nothing that could be called is put into the databases. Only a superuser, or a member of `pg_read_server_files`, may read it.
 */
export async function openBackendClock(owner: ConnectionSettings, folder = PROC): Promise<ClockAnswer> {
  let client = await connect(owner);
  const readOnce = async (processId: number): Promise<ClockReading> => {
    const values = [folder, String(processId)];
    const { rows } = await client.query<{ schedstat: string }>({ ...READ, values });
    return parseSchedstat(rows[0]?.schedstat ?? '');
  };
  const read = async (processId: number): Promise<ClockReading> => {
    try {
      return await readOnce(processId);
    } catch (error) {
      if (!isConnectionLoss(error)) throw error;
      // A server that restarts ends the clock's backend, too; the measured one is then replaced, and needs a clock.
      await client.end().catch(() => undefined);
      client = await connect(owner);
      return readOnce(processId);
    }
  };
  const absent = await whyAbsent(client, read);
  if (absent !== null) {
    await client[Symbol.asyncDispose]();
    return { absent };
  }
  const machine = () => readMachine(client, folder);
  return { clock: { read, machine, [Symbol.asyncDispose]: () => client[Symbol.asyncDispose]() } };
}

/** The two times of a line of schedstat; NaN where it is none. */
export function parseSchedstat(line: string): ClockReading {
  const [cpu, wait] = line.split(' ').map(Number);
  return {
    cpuMs: (cpu ?? Number.NaN) / NANOSECONDS_PER_MS,
    waitMs: (wait ?? Number.NaN) / NANOSECONDS_PER_MS,
  };
}

/** Work of some milliseconds, to see the clock move. */
const SOME_WORK = 'SELECT count(*) FROM generate_series(1, 50000)';

/** Tries the clock on its own backend: some kernels have the file and count nothing. */
async function whyAbsent(client: pg.Client, read: BackendClock['read']): Promise<string | null> {
  try {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const pid = rows[0]?.pid ?? 0;
    const before = await read(pid);
    await client.query(SOME_WORK);
    const after = await read(pid);
    return after.cpuMs > before.cpuMs ? null : 'the kernel of the server counts no CPU time by process';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // insufficient_privilege, undefined_file (PostgreSQL docs, appendix A)
    if (code === '42501') return 'the role may not read files of the server';
    if (code === '58P01') return `the server has no ${PROC} with schedstat`;
    throw error;
  }
}
