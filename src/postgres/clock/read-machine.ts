import type pg from 'pg';

/** The machine that a server runs on, at one moment. */
export interface MachineReading {
  /** Processor cores that are online. */
  readonly cores: number;
  /** As the processor names itself; null where the kernel does not say (ARM). */
  readonly cpuModel: string | null;
  /** Clock ticks of all cores since the machine began, and those of them that the host gave to somebody else. */
  readonly ticks: { readonly all: number; readonly stolen: number };
}

/** More than the lines of any machine's cores; what follows them is long. Bytes. */
const STAT_BYTES = 65_536;
/** The first core's lines: all have the same name. Bytes. */
const CPUINFO_BYTES = 4_096;

/** Reads the machine of a server from the server's own `/proc`, as a role that may read its files. */
export async function readMachine(client: pg.Client, folder: string): Promise<MachineReading> {
  const { rows } = await client.query<{ stat: string; cpuinfo: string }>(
    `SELECT pg_catalog.pg_read_file($1 || '/stat', 0, $2) AS stat,
            pg_catalog.pg_read_file($1 || '/cpuinfo', 0, $3) AS cpuinfo`,
    [folder, STAT_BYTES, CPUINFO_BYTES],
  );
  return parseMachine(rows[0]?.stat ?? '', rows[0]?.cpuinfo ?? '');
}

/**
 * The machine by the texts of `/proc/stat` and `/proc/cpuinfo` (proc(5)). Fields of the `cpu` line: user, nice, system, idle,
 * iowait, irq, softirq, steal; then guest times, which user holds already.
 */
export function parseMachine(stat: string, cpuinfo: string): MachineReading {
  const lines = stat.split('\n');
  const times = (lines.find((line) => line.startsWith('cpu ')) ?? '').split(/\s+/).slice(1, 9).map(Number);
  return {
    cores: lines.filter((line) => /^cpu\d/.test(line)).length,
    cpuModel: /^model name\s*:\s*(.+)$/m.exec(cpuinfo)?.[1]?.trim() ?? null,
    ticks: { all: times.reduce((sum, time) => sum + time, 0), stolen: times[7] ?? 0 },
  };
}
