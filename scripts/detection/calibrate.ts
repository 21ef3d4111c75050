import { median } from '../../src/compare/median.ts';
import type { MeasuringSide } from '../../src/measure/measuring-session.ts';
import { INJECTIONS, type InjectionKind, NOTHING } from './injection.ts';
import { workloads } from './workload.ts';

/** What has to be injected for a given time. */
export interface Calibration {
  /** CPU ms of each workload without anything injected, by name. */
  readonly workloadMs: ReadonlyMap<string, number>;
  /** Amounts per CPU ms, by kind. */
  readonly perMs: Readonly<Record<InjectionKind, number>>;
}

const SAMPLES = 5;
/** Amounts that are timed to learn what one costs: some ms each. */
const PROBES: Readonly<Record<InjectionKind, number>> = { cpu: 40_000, work: 20_000 };

/** Learns on this machine how long each workload takes, and how much of each injection takes a millisecond. */
export async function calibrate(side: MeasuringSide): Promise<Calibration> {
  const workloadMs = new Map<string, number>();
  for (const { name, text } of workloads) workloadMs.set(name, await medianMs(side, text(NOTHING, 'a')));
  const empty = await medianMs(side, `SELECT 1 WHERE ${NOTHING}`);
  const perMs = { cpu: 0, work: 0 };
  for (const kind of ['cpu', 'work'] as const) {
    const full = await medianMs(side, `SELECT 1 WHERE ${INJECTIONS[kind](PROBES[kind])}`);
    perMs[kind] = PROBES[kind] / (full - empty);
  }
  return { workloadMs, perMs };
}

async function medianMs({ session, readClock }: MeasuringSide, text: string): Promise<number> {
  if (readClock === null)
    throw new Error('injected slowdowns are sized by the CPU clock, and there is none here');
  const samples: number[] = [];
  for (let sample = 0; sample <= SAMPLES; sample += 1) {
    const before = (await readClock()).cpuMs;
    await session.repeat({ text, values: [], times: 4, isolated: true, immediate: true });
    samples.push(((await readClock()).cpuMs - before) / 4);
  }
  // The first one warms up.
  return median(samples.slice(1));
}
