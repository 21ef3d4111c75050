import type { CaseMeasurement } from '../compare/measurement.ts';
import { median } from '../compare/median.ts';
import type { QueryPair } from '../compare/query-pair.ts';
import { TIME_FLOOR_MS } from '../compare/time-steps.ts';
import { compareWork } from '../compare/work-delta.ts';
import { planShape } from '../plan/plan-shape.ts';
import type { Failure } from '../sql/statement.ts';
import type { Finding } from './finding.ts';
import { formatChange, formatNumberOf } from './format-figures.ts';
import type { ResolvedRule } from './policy.ts';
import type { Status } from './status.ts';
import { isSurelyFaster } from './time-evidence.ts';

/** All that is known of one query. */
export interface QueryEvidence {
  readonly pair: QueryPair;
  readonly cases: readonly CaseMeasurement[];
  /** Why it could not be measured; null when it could. */
  readonly failure: Failure | null;
  readonly rules: readonly ResolvedRule[];
  /** PostgreSQL reads both texts as the same query, and nothing that it depends on differs: there is nothing to measure. */
  readonly isEqual?: boolean;
  /** Turns the findings that are accepted into notes; all are held against the query without. */
  readonly accept?: (findings: readonly Finding[]) => readonly Finding[];
}

/** What is said of one query. */
export interface Judgement {
  readonly status: Status;
  readonly findings: readonly Finding[];
  /** Not null exactly when the status is `inconclusive`. */
  readonly failure: Failure | null;
}

/**
 * Gives a query its one status and its findings. A failure, or a case that fails on every side that has the query, makes it
 * `inconclusive` unless another case regressed. Only against base does a query regress: a new one stays `new`, whatever is
 * found, and its findings decide the verdict. Throws Error on a query that has neither cases nor a reason for having none:
 * that would be green by omission.
 */
export function judgeQuery({
  pair,
  cases,
  failure,
  rules,
  isEqual = false,
  accept = keepAll,
}: QueryEvidence): Judgement {
  if (pair.head === null) return { status: 'removed', findings: [], failure: null };
  if (failure) return { status: 'inconclusive', findings: [], failure };
  if (cases.length === 0 && isEqual) return { status: 'unchanged', findings: [], failure: null };
  if (cases.length === 0) throw new Error(`${pair.id} was not measured and no reason is given`);
  const findings = accept(
    cases.flatMap((measurement) =>
      rules.map((rule) => rule.check(measurement)).filter((found) => found !== null),
    ),
  );
  if (pair.base !== null && findings.some(({ severity }) => severity !== 'note'))
    return { status: 'regressed', findings, failure: null };
  // More work is a finding whatever time says: only a rule of time can miss something by a time that is not decided.
  const needsTime = rules.some((rule) => rule.needsTime);
  const unmeasured = cases
    .map((item) => whyUnmeasured(item) ?? (needsTime ? whyOpen(item) : null))
    .find((reason) => reason !== null);
  if (unmeasured) return { status: 'inconclusive', findings, failure: unmeasured };
  return { status: quietStatus(pair, cases), findings, failure: null };
}

const keepAll = (findings: readonly Finding[]) => findings;

/** The reason when head was not measured, and base not either or there is no base: nothing to compare. */
function whyUnmeasured({ name, base, head }: CaseMeasurement): Failure | null {
  if (head === null || head.kind === 'measured' || base?.kind === 'measured') return null;
  const sides = base === null ? 'on head (new, so there is no base to compare with)' : 'on both sides';
  return head.kind === 'failed'
    ? { kind: 'error', message: `${name}: fails ${sides}: ${head.message} (SQLSTATE ${head.sqlState})` }
    : { kind: 'timeout', message: `${name}: does not end within ${head.afterMs} ms ${sides}` };
}

/** The reason when time had to be compared and the budget did not allow to be sure: blocks can't see CPU. */
function whyOpen({ name, base, time, untimed }: CaseMeasurement): Failure | null {
  if (untimed !== undefined) {
    return { kind: 'timeout', message: `${name}: time was not compared: ${untimed}` };
  }
  if (time?.verdict !== 'undecided') return null;
  // The longest that the interval allows is still below the floor of a time finding.
  const baseMs = base?.kind === 'measured' ? median(base.executionMs) : 0;
  if (baseMs * (time.high - 1) < TIME_FLOOR_MS) return null;
  const said = `${formatChange(time.low)} to ${formatChange(time.high)} after ${formatNumberOf(time.pairs, 'pair')}`;
  return { kind: 'timeout', message: `${name}: time is not decided within the budget: ${said}` };
}

/** The status of a query that nothing is held against. */
function quietStatus(pair: QueryPair, cases: readonly CaseMeasurement[]): Status {
  if (pair.base === null) return 'new';
  if (cases.some(isImproved)) return 'improved';
  return cases.some(hasOtherPlan) ? 'plan-changed' : 'unchanged';
}

/** Less work by the steps that would make more of it a finding: MEASURING section 4 turned round. */
const MUCH_LESS = { ratio: 1 / 1.25, blocks: -32, tempBlocks: -16 } as const;

function isImproved({ base, head, time }: CaseMeasurement): boolean {
  if (head?.kind !== 'measured' || base === null) return false;
  if (base.kind !== 'measured') return true;
  // As with a regression, time alone decides only where it can be trusted.
  if (time?.trusted && isSurelyFaster(time) && time.differenceMs <= -TIME_FLOOR_MS) return true;
  const { blocks, tempBlocks } = compareWork(base.work, head.work);
  const fewerBlocks = blocks.ratio <= MUCH_LESS.ratio && blocks.difference <= MUCH_LESS.blocks;
  return (fewerBlocks || tempBlocks.difference <= MUCH_LESS.tempBlocks) && blocks.difference <= 0;
}

function hasOtherPlan({ base, head }: CaseMeasurement): boolean {
  return (
    base?.kind === 'measured' && head?.kind === 'measured' && planShape(base.plan) !== planShape(head.plan)
  );
}
