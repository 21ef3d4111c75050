import type { Plan } from '../plan/plan.ts';
import type { Work } from '../plan/work.ts';

export type { Work } from '../plan/work.ts';

/** What one case did on one side. */
export type SideOutcome =
  | {
      readonly kind: 'measured';
      readonly work: Work;
      readonly plan: Plan;
      /** Milliseconds of one execution, one entry a timed pair; the EXPLAIN run's own time when no pair was timed. */
      readonly executionMs: readonly number[];
    }
  | { readonly kind: 'failed'; readonly sqlState: string; readonly message: string }
  | { readonly kind: 'timed-out'; readonly afterMs: number };

/** The paired comparison of time, head against base. */
export interface TimeComparison {
  /** `slower` and `not-slower` are sure by the decision rule; `undecided` ran out of budget. */
  readonly verdict: 'slower' | 'not-slower' | 'undecided';
  readonly pairs: number;
  /** Median of head / base over the pairs; 1 is equal. */
  readonly estimate: number;
  /** 95 % bounds of the ratio. */
  readonly low: number;
  readonly high: number;
  /** Median of head − base over the pairs, milliseconds. */
  readonly differenceMs: number;
  /** Clock of the samples. */
  readonly clock: 'execution' | 'cpu';
  /** Whether time alone may decide: confirmed, pinned, and a control that passed. */
  readonly trusted: boolean;
}

/** One case (a query with one parameter set), measured on the sides that have the query. */
export interface CaseMeasurement {
  /** Name of the parameter set; `default` when the query has no parameters. */
  readonly name: string;
  /** `$1…$n` as text; null is SQL NULL. */
  readonly parameters: readonly (string | null)[];
  /** Null when the query does not exist on that side. */
  readonly base: SideOutcome | null;
  readonly head: SideOutcome | null;
  /** Null when nothing had to be timed: equal text, shape and work, or one side only. */
  readonly time: TimeComparison | null;
}
