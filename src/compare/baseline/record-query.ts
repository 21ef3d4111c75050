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

/** What a baseline holds of one query; work and plan, never time. */
export function recordQuery({ statement, cases, failure }: MeasuredHead, hash: Hash): RecordedQuery {
  const text = hashText(statement, hash);
  if (failure) return { text, notMeasured: failure.kind };
  return { text, cases: Object.fromEntries(cases.map((one) => [one.name, recordCase(one)])) };
}

function recordCase({ head, parameters: values }: CaseMeasurement): RecordedCase {
  const parameters = [...values];
  switch (head?.kind) {
    case 'measured': {
      const { blocks, tempBlocks, rowsProcessed } = head.work;
      return { parameters, blocks, tempBlocks, rowsProcessed, plan: recordPlan(head.plan) };
    }
    case 'failed':
      return { parameters, failed: { sqlState: head.sqlState, message: head.message } };
    default:
      return { parameters, timedOut: true };
  }
}

/** Equal for texts that PostgreSQL reads as the same query. */
export function hashText({ canonical, sql }: Statement, hash: Hash): string {
  return hash(canonical ?? sql);
}
