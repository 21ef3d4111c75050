import type { CaseMeasurement } from '../compare/measurement.ts';
import { crossSides } from './cross-sides.ts';
import type { ControlResult } from './duet/run-control.ts';
import { type TimingContext, timeInRun } from './duet/time-in-run.ts';
import { addGenericPlans } from './generic-plan.ts';
import { addTiming, type CaseInput, measureCaseWork, type WorkedCase } from './measure-case.ts';
import type { PlanMode } from './plan-mode.ts';

/** All cases of a run, measured. */
export interface MeasuredCases {
  /** In the order of the inputs. */
  readonly cases: readonly CaseMeasurement[];
  /** Null where no verdict rests on time alone. */
  readonly control: ControlResult | null;
}

/** What measuring tells of its progress. */
export interface CaseProgress {
  /** The work of the case at `index` comes next. */
  onWork?(index: number): void;
}

/** Measures the work of every case first, then times those that need it, all together: the run's budget is one. */
export async function measureCases(
  inputs: readonly CaseInput[],
  context: Omit<TimingContext, 'budget'> & {
    /** Of one case and of the run, from the first timed pair on, milliseconds. */
    readonly budget: { readonly caseMs: number; readonly runMs: number };
    readonly planMode: PlanMode;
  } & CaseProgress,
): Promise<MeasuredCases> {
  const worked: WorkedCase[] = [];
  for (const [index, input] of inputs.entries()) {
    context.onWork?.(index);
    const one = await measureCaseWork(input);
    worked.push(context.planMode === 'both' ? await addGenericPlans(one, input) : one);
  }
  const timed = worked.flatMap(({ timed }) => timed ?? []);
  const { caseMs, runMs } = context.budget;
  const budget = { caseMs, runDeadline: performance.now() + runMs };
  const { timings, control } = await timeInRun(timed, { ...context, budget });
  const limits = { caseMs, deadline: budget.runDeadline };
  const timingOf = new Map(timings.map((timing) => [timing.timed, timing]));
  const cases: CaseMeasurement[] = [];
  for (const [index, { measurement, timed }] of worked.entries()) {
    const timing = timed && timingOf.get(timed);
    const measured = timing ? addTiming(measurement, timing) : measurement;
    const input = inputs[index];
    const crossed = input ? await crossSides(input, measured, limits) : null;
    cases.push(crossed ? { ...measured, crossed } : measured);
  }
  return { cases, control };
}
