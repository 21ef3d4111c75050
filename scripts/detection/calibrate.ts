import { median } from '../../src/compare/median.ts';
import { batchSize } from '../../src/measure/duet/choose-batches.ts';
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

const SAMPLES = 7;
/** Amounts that are timed to learn what one costs: some ms each. */
const PROBES: Readonly<Record<InjectionKind, number>> = { cpu: 40_000, work: 20_000 };

/** Two sides, in whose turn samples are taken. */
type Sides = Readonly<Record<'base' | 'head', MeasuringSide>>;

/**
 * Learns on this machine how long each workload takes, and how much of each injection takes a millisecond. Samples are taken as
 * a verdict's are, base and head in turn and one execution at a time unless it is short: what the caches of the processor
 * hold then is what 25 % is a part of.
 */
export async function calibrate(sides: Sides): Promise<Calibration> {
  const workloadMs = new Map<string, number>();
  for (const { name, text } of workloads) workloadMs.set(name, await medianMs(sides, text(NOTHING, 'a')));
  const empty = await medianMs(sides, `SELECT 1 WHERE ${NOTHING}`);
  const perMs = { cpu: 0, work: 0 };
  for (const kind of ['cpu', 'work'] as const) {
    const full = await medianMs(sides, `SELECT 1 WHERE ${INJECTIONS[kind](PROBES[kind])}`);
    perMs[kind] = PROBES[kind] / (full - empty);
  }
  return { workloadMs, perMs };
}

/** CPU ms of one execution on base. */
async function medianMs({ base, head }: Sides, text: string): Promise<number> {
  await sampleMs(base, text, 1);
  const times = batchSize(await sampleMs(base, text, 1));
  const samples: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    samples.push(await sampleMs(base, text, times));
    await sampleMs(head, text, times);
  }
  return median(samples);
}

async function sampleMs({ session, readClock }: MeasuringSide, text: string, times: number): Promise<number> {
  if (readClock === null)
    throw new Error('injected slowdowns are sized by the CPU clock, and there is none here');
  const before = (await readClock()).cpuMs;
  await session.repeat({ text, values: [], times, isolated: true, immediate: true });
  return ((await readClock()).cpuMs - before) / times;
}
