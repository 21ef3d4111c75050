import { LOOKS, lookAtPairs } from '../compare/decide-pairs.ts';
import { logRatios } from '../compare/log-ratios.ts';
import type { CaseMeasurement, SideOutcome, TimeComparison } from '../compare/measurement.ts';
import { summarizePairs } from '../compare/summarize-pairs.ts';
import type { Plan } from '../plan/plan.ts';
import { planShape } from '../plan/plan-shape.ts';
import type { ExecutionFailure } from './execute.ts';
import { explainAnalyze } from './explain.ts';
import { type CaseSide, type MeasuredWork, measureWork } from './measure-work.ts';
import { runDuet, type Sampler, type TimedPair } from './run-duet.ts';
import { tablesWithDeadRows } from './writes/tables-with-dead-rows.ts';

/** From this execution time on, milliseconds, five pairs have to do (MEASURING section 3). */
const SLOW_MS = 1000;
const PAIRS_WHEN_SLOW = 5;

/** One case to measure; a side is null where the query does not exist. */
export interface CaseInput {
  readonly name: string;
  readonly parameters: readonly (string | null)[];
  readonly base: CaseSide | null;
  readonly head: CaseSide | null;
  /** PostgreSQL parses both texts to the same tree, and nothing that the query depends on differs. */
  readonly sameText: boolean;
  readonly budget: TimeBudget;
}

/** Time that timed pairs may take. */
export interface TimeBudget {
  /** Of one case, milliseconds. */
  readonly caseMs: number;
  /** `performance.now()` at which the run's own budget is spent. */
  readonly runDeadline: number;
}

/**
 * Measures one case: two warm-ups a side, of which the second gives the exact work, then timed pairs unless
 * text, shape and work are equal (MEASURING section 3). Leaves no dead rows behind for the next case.
 */
export async function measureCase(input: CaseInput): Promise<CaseMeasurement> {
  const { baseWork, headWork } = await measureBothWorks(input);
  const base = baseWork?.outcome ?? null;
  const head = headWork?.outcome ?? null;
  const untimed = { name: input.name, parameters: input.parameters, base, head, time: null };
  if (!input.base || !input.head || !baseWork || !headWork) return untimed;
  if (base?.kind !== 'measured' || head?.kind !== 'measured') return untimed;
  if (input.sameText && isSameWork(base, head)) return untimed;
  const samplers = { base: executionTime(input.base, baseWork), head: executionTime(input.head, headWork) };
  return { ...untimed, ...(await timePairs(samplers, { base, head }, input.budget)) };
}

type Measured = Extract<SideOutcome, { kind: 'measured' }>;
type Sides<T> = Readonly<Record<'base' | 'head', T>>;

async function measureBothWorks({ base, head }: CaseInput) {
  const baseWork = base && (await measureWork(base));
  const headWork = head && (await measureWork(head, baseWork?.constraints));
  // What one side can only do with its constraints deferred is not compared with the other's checks.
  const again = base && headWork && baseWork && headWork.constraints !== baseWork.constraints;
  return { baseWork: again ? await measureWork(base, headWork.constraints) : baseWork, headWork };
}

async function timePairs(
  samplers: Sides<Sampler>,
  measured: Sides<Measured>,
  budget: TimeBudget,
): Promise<Pick<CaseMeasurement, 'base' | 'head' | 'time'>> {
  const slow = [measured.base, measured.head].some(({ executionMs }) => (executionMs[0] ?? 0) > SLOW_MS);
  const duet = await runDuet(samplers, (pairs) => isLook(pairs) && verdictOf(pairs) !== 'undecided', {
    maxPairs: slow ? PAIRS_WHEN_SLOW : Math.max(...LOOKS),
    deadline: Math.min(budget.runDeadline, performance.now() + budget.caseMs),
  });
  if (duet.failure) return { ...measured, time: null, [duet.failure.side]: duet.failure.outcome };
  if (duet.pairs.length === 0) return { ...measured, time: null };
  return {
    base: { ...measured.base, executionMs: duet.pairs.map(({ baseMs }) => baseMs) },
    head: { ...measured.head, executionMs: duet.pairs.map(({ headMs }) => headMs) },
    time: compareTime(duet.pairs),
  };
}

/**
 * The server's own Execution Time: the clock that exists everywhere. It is elapsed time, so it never decides alone.
 * What a sample writes is vacuumed at once, or each would meet a larger table than the one before.
 */
function executionTime({ side, sql, values }: CaseSide, { constraints, written }: MeasuredWork): Sampler {
  return async () => {
    const plan = await explainAnalyze(side, sql, values, constraints);
    if (isFailure(plan)) {
      await side.cleanUp(await tablesWithDeadRows(side));
      return plan;
    }
    if (written.length > 0) await side.cleanUp(written);
    return plan.executionTime ?? 0;
  };
}

function compareTime(pairs: readonly TimedPair[]): TimeComparison {
  return { ...summarizePairs(pairs), verdict: verdictOf(pairs), clock: 'execution', trusted: false };
}

/** The verdict of the last look that the pairs allow. */
function verdictOf(pairs: readonly TimedPair[]): TimeComparison['verdict'] {
  const looked = LOOKS.findLast((look) => look <= pairs.length);
  return looked === undefined ? 'undecided' : lookAtPairs(logRatios(pairs.slice(0, looked)), looked);
}

function isLook(pairs: readonly TimedPair[]): boolean {
  return LOOKS.some((look) => look === pairs.length);
}

function isSameWork(base: Measured, head: Measured): boolean {
  return (
    planShape(base.plan) === planShape(head.plan) &&
    base.work.blocks === head.work.blocks &&
    base.work.tempBlocks === head.work.tempBlocks &&
    base.work.rowsProcessed === head.work.rowsProcessed &&
    base.work.walBytes === head.work.walBytes
  );
}

function isFailure(result: Plan | ExecutionFailure): result is ExecutionFailure {
  return 'kind' in result;
}
