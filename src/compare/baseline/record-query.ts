import { mayShowData } from '../../may-show-data.ts';
import type { Failure, Statement } from '../../sql/statement.ts';
import type { CaseMeasurement } from '../measurement.ts';
import type { Hash, RecordedCase, RecordedQuery } from './baseline-schema.ts';
import { recordPlan } from './record-plan.ts';

/** A query as it was measured on head alone. */
export interface MeasuredHead {
  /** Unique in a run. */
  readonly id: string;
  readonly name: string;
  readonly statement: Statement;
  /** `base` is null in each. */
  readonly cases: readonly CaseMeasurement[];
  readonly failure: Failure | null;
}

/** How a baseline is written. */
export interface Recording {
  readonly hash: Hash;
  /** Hashes in place of values, and no message that may show one. */
  readonly redacts: boolean;
}

/** What a baseline holds of one query; work and plan, never time. */
export function recordQuery({ statement, cases, failure }: MeasuredHead, recording: Recording): RecordedQuery {
  const { hash } = recording;
  const text = hashText(statement, hash);
  if (failure) return { text, notMeasured: failure.kind };
  return { text, cases: Object.fromEntries(cases.map((one) => [one.name, recordCase(one, recording)])) };
}

function recordCase({ head, parameters: values }: CaseMeasurement, recording: Recording): RecordedCase {
  const { hash, redacts } = recording;
  const parameters = redacts && values.length > 0 ? hashValues(values, hash) : [...values];
  switch (head?.kind) {
    case 'measured': {
      const { blocks, tempBlocks, rowsProcessed } = head.work;
      return { parameters, blocks, tempBlocks, rowsProcessed, plan: recordPlan(head.plan) };
    }
    case 'failed': {
      const { sqlState } = head;
      const message = redacts && mayShowData(sqlState) ? '…' : head.message;
      return { parameters, failed: { sqlState, message } };
    }
    default:
      return { parameters, timedOut: true };
  }
}

/** Equal for equal values. */
export function hashValues(values: readonly (string | null)[], hash: Hash): string {
  return hash(JSON.stringify(values));
}

/** Equal for texts that PostgreSQL reads as the same query. */
export function hashText({ canonical, sql }: Statement, hash: Hash): string {
  return hash(canonical ?? sql);
}
