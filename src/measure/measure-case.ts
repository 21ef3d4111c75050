import type { CaseMeasurement, ParametersFrom } from '../compare/measurement.ts';
import { planShape } from '../plan/plan-shape.ts';
import type { BothSides, CaseSide, Measured } from './case-side.ts';
import type { JudgedTiming } from './duet/time-in-run.ts';
import type { TimedCase } from './duet/timed-case.ts';
import { measureWorkSafely } from './measure-work-safely.ts';

/** One case to measure; a side is null where the query does not exist. */
export interface CaseInput {
  readonly name: string;
  readonly parameters: readonly (string | null)[];
  readonly parametersFrom?: ParametersFrom;
  readonly base: CaseSide | null;
  readonly head: CaseSide | null;
  /** PostgreSQL parses both texts to the same tree, and nothing that the query depends on differs. */
  readonly sameText: boolean;
  /** How often the query runs; 1 where that is not known. */
  readonly weight?: number;
  /** Something that the query depends on differs between the two databases; left out where nothing does. */
  readonly databaseChanged?: boolean;
}

/** A case with its work, and what is to be timed of it. */
export interface WorkedCase {
  readonly measurement: CaseMeasurement;
  /** Null when nothing has to be timed: text, shape and work are equal, or a side has no work. */
  readonly timed: TimedCase | null;
}

/** Measures the exact work of one case on both sides (MEASURING section 3, items 1 and 2). */
export async function measureCaseWork({
  name,
  parameters,
  parametersFrom,
  sameText,
  weight = 1,
  ...sides
}: CaseInput): Promise<WorkedCase> {
  const { baseWork, headWork } = await measureBothWorks(sides);
  const base = baseWork?.outcome ?? null;
  const head = headWork?.outcome ?? null;
  const measurement = {
    name,
    parameters,
    ...(parametersFrom ? { parametersFrom } : {}),
    base,
    head,
    time: null,
  };
  if (!sides.base || !sides.head || !baseWork || !headWork) return { measurement, timed: null };
  if (base?.kind !== 'measured' || head?.kind !== 'measured') return { measurement, timed: null };
  if (sameText && isSameWork(base, head)) return { measurement, timed: null };
  const timed = {
    sides: { base: sides.base, head: sides.head },
    measured: { base, head },
    written: { base: baseWork.written, head: headWork.written },
    constraints: baseWork.constraints,
    weight,
  };
  return { measurement, timed };
}

async function measureBothWorks({ base, head }: Pick<CaseInput, 'base' | 'head'>) {
  const baseWork = base && (await measureWorkSafely(base));
  const headWork = head && (await measureWorkSafely(head, baseWork?.constraints));
  // What one side can only do with its constraints deferred is not compared with the other's checks.
  const again = base && headWork && baseWork && headWork.constraints !== baseWork.constraints;
  return { baseWork: again ? await measureWorkSafely(base, headWork.constraints) : baseWork, headWork };
}

/** Adds to a case what timing found: the samples, or why there are none. A side that fails while it is timed has failed. */
export function addTiming(measurement: CaseMeasurement, timing: JudgedTiming): CaseMeasurement {
  const { pairs, ended, stopped, time } = timing;
  if (ended?.outcome.kind === 'clock-jumped') {
    return { ...measurement, untimed: 'the CPU clock of the server jumped' };
  }
  if (ended?.outcome.kind === 'backend-lost') {
    return { ...measurement, untimed: 'backends ended while they were timed' };
  }
  if (ended) return { ...measurement, [ended.side]: ended.outcome };
  if (time === null) return { ...measurement, ...(stopped === undefined ? {} : { untimed: stopped }) };
  const samples: BothSides<readonly number[]> = {
    base: pairs.map(({ baseMs }) => baseMs),
    head: pairs.map(({ headMs }) => headMs),
  };
  const withSamples = (side: 'base' | 'head') => ({
    ...timing.timed.measured[side],
    executionMs: samples[side],
  });
  return { ...measurement, base: withSamples('base'), head: withSamples('head'), time };
}

function isSameWork(base: Measured, head: Measured): boolean {
  return (
    planShape(base.plan) === planShape(head.plan) &&
    base.work.blocks === head.work.blocks &&
    base.work.tempBlocks === head.work.tempBlocks &&
    base.work.rowsProcessed === head.work.rowsProcessed &&
    ownWalBytes(base) === ownWalBytes(head)
  );
}

/** Without that of triggers, to which other sessions of the server may have added; the same statement fires the same ones. */
function ownWalBytes({ work, triggers }: Measured): number {
  return work.walBytes - (triggers?.walBytes ?? 0);
}
