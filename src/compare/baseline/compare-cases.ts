import type { Failure } from '../../sql/statement.ts';
import type { CaseMeasurement, SideOutcome } from '../measurement.ts';
import type { Hash, RecordedCase } from './baseline-schema.ts';
import { recordPlan, restorePlan } from './record-plan.ts';
import { hashValues } from './record-query.ts';

/** Cases whose base is what was recorded; or why one can't be compared. */
export interface ComparedCases {
  readonly cases: readonly CaseMeasurement[];
  readonly failure: Failure | null;
}

/** Gives each case of head its recorded base. A case without one makes the query `inconclusive`. */
export function compareCases(
  recorded: Readonly<Record<string, RecordedCase>>,
  cases: readonly CaseMeasurement[],
  hash: Hash,
): ComparedCases {
  let failure: Failure | null = null;
  const compared = cases.map((measurement) => {
    const { name } = measurement;
    const was = Object.hasOwn(recorded, name) ? recorded[name] : undefined;
    const found = was ? compareCase(was, measurement, hash) : `${name} is not in the baseline; write it anew`;
    if (typeof found !== 'string') return found;
    failure ??= { kind: 'unsupported', message: found };
    return measurement;
  });
  return { cases: compared, failure };
}

/** The case with its recorded base, or why there is nothing to compare. */
function compareCase(was: RecordedCase, measurement: CaseMeasurement, hash: Hash): CaseMeasurement | string {
  const { name, parameters, head } = measurement;
  if (typeof was.parameters === 'string') {
    if (hashValues(parameters, hash) !== was.parameters) return `${name} has other values than in the baseline`;
  } else if (JSON.stringify(was.parameters) !== JSON.stringify(parameters))
    return `${name} has other values than in the baseline: ${show(parameters)} instead of ${show(was.parameters)}`;
  // A limit of time means another amount of work on every machine.
  if (head?.kind === 'timed-out') return `${name}: does not end within ${head.afterMs} ms`;
  if ('timedOut' in was) return `${name}: did not end in time when the baseline was written`;
  if ('failed' in was) return { ...measurement, base: { kind: 'failed', ...was.failed } };
  return head?.kind === 'measured' ? compareMeasured(was, head, measurement) : withBase(was, measurement);
}

type Measured = Extract<SideOutcome, { kind: 'measured' }>;
type RecordedWork = Extract<RecordedCase, { readonly plan: unknown }>;

/** Like with like: head's plan is compared as it would be recorded, unless nothing differs. */
function compareMeasured(was: RecordedWork, head: Measured, measurement: CaseMeasurement): CaseMeasurement {
  const now = recordPlan(head.plan);
  if (JSON.stringify(now) === JSON.stringify(was.plan))
    return { ...measurement, base: toOutcome(was, head.plan, head.work.walBytes) };
  const base = toOutcome(was, restorePlan(was.plan), head.work.walBytes);
  return { ...measurement, base, head: { ...head, plan: restorePlan(now) } };
}

function withBase(was: RecordedWork, measurement: CaseMeasurement): CaseMeasurement {
  return { ...measurement, base: toOutcome(was, restorePlan(was.plan), 0) };
}

/** WAL is not recorded, so it never differs; time neither. */
function toOutcome(
  { blocks, tempBlocks, rowsProcessed }: RecordedWork,
  plan: Measured['plan'],
  walBytes: number,
): SideOutcome {
  return { kind: 'measured', work: { blocks, tempBlocks, rowsProcessed, walBytes }, plan, executionMs: [] };
}

function show(values: readonly (string | null)[]): string {
  return values.map((value) => value ?? 'NULL').join(', ');
}
