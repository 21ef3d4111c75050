import type { Plan } from '../plan/plan.ts';
import type { Work } from '../plan/work.ts';
import type { GrowthMeasurement } from './growth.ts';
import type { LoadShare } from './load/weigh-load.ts';

export type { Work } from '../plan/work.ts';

/** What one case did on one side. */
export type SideOutcome =
  | {
      readonly kind: 'measured';
      readonly work: Work;
      readonly plan: Plan;
      /** Milliseconds of one execution, one entry a timed pair; the EXPLAIN run's own time when no pair was timed. */
      readonly executionMs: readonly number[];
      /** What the triggers that it fired did; undefined when it fired none. */
      readonly triggers?: TriggerWork;
      /** Why deferred constraints are not part of the work: what the server says when they are checked at once. */
      readonly uncounted?: string;
    }
  | { readonly kind: 'failed'; readonly sqlState: string; readonly message: string }
  | { readonly kind: 'timed-out'; readonly afterMs: number };

/** What the triggers of one execution did. EXPLAIN lists them beside the plan and counts AFTER triggers in no node. */
export interface TriggerWork {
  /**
   * 8 kB blocks that AFTER triggers touched, foreign keys among them; they are part of `work.blocks`. Null where the server
   * does not count (`track_counts = off`).
   */
  readonly blocks: number | null;
  /**
   * WAL bytes beside those of the plan's own nodes; they are part of `work.walBytes`. With the padding of all records, up to
   * 7 bytes each, and with what other sessions wrote in that time. Left out where it was not counted.
   */
  readonly walBytes?: number;
  /** In the order in which EXPLAIN lists them. */
  readonly fired: readonly FiredTrigger[];
}

/** One trigger of one execution. */
export interface FiredTrigger {
  readonly triggerName: string;
  readonly constraintName: string | null;
  /** The table that it belongs to, unqualified, as EXPLAIN names it. */
  readonly relation: string | null;
  readonly calls: number;
  /** Milliseconds over all calls; null where EXPLAIN did not time it. */
  readonly ms: number | null;
  /** The foreign key whose referencing rows it looks up; null for every other trigger. */
  readonly foreignKey: ForeignKey | null;
}

/** A foreign key, as its referencing table has it. */
export interface ForeignKey {
  /** Name of the constraint. */
  readonly name: string;
  /** The referencing table; with its schema unless that is `public`. Unquoted. */
  readonly relation: string;
  /** The referencing columns in the key's order, unquoted. */
  readonly columns: readonly string[];
  /** Whether an index leads to the referencing rows. */
  readonly hasIndex: boolean;
}

/** The work of each text on the other side's database. */
export interface CrossedWork {
  readonly baseTextOnHead: SideOutcome;
  readonly headTextOnBase: SideOutcome;
  /** What time says of each against base, where neither is more work; null where it was not asked or gave no answer. */
  readonly time?: Readonly<Record<'baseTextOnHead' | 'headTextOnBase', TimeComparison['verdict'] | null>>;
}

/** One timed pair: milliseconds of one execution on each side. */
export interface TimedPair {
  readonly baseMs: number;
  readonly headMs: number;
}

/**
 * Why time alone must not fail a case in this run: elapsed time instead of CPU time, a server that is not held to one core,
 * either of them and a second measurement that did not agree (`refuted`), a second measurement that did not agree or could
 * not be made, a control that differed or could not be run.
 */
export type TimeDoubt =
  | 'no-cpu-clock'
  | 'not-pinned'
  | 'refuted'
  | 'unconfirmed'
  | 'control-failed'
  | 'no-control';

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
  /** Why it may not; left out where it may. */
  readonly doubt?: TimeDoubt;
}

/** Where the values of a parameter set are from. */
export type ParametersFrom =
  /** Chosen from the rows of these relations on that side; of none where the query itself tells them, as a LIMIT. */
  | { readonly source: 'rows'; readonly side: 'base' | 'head'; readonly relations: readonly string[] }
  /** The user's own: of the config, or of a `-- @param` line. */
  | { readonly source: 'config' | 'comment' }
  /** Those that a stored baseline was measured with. */
  | { readonly source: 'baseline' };

/** One case (a query with one parameter set), measured on the sides that have the query. */
export interface CaseMeasurement {
  /** Name of the parameter set; `default` when the query has no parameters. */
  readonly name: string;
  /** `$1…$n` as text; null is SQL NULL. */
  readonly parameters: readonly (string | null)[];
  /** Left out where there are no parameters. */
  readonly parametersFrom?: ParametersFrom;
  /** Null when the query does not exist on that side. */
  readonly base: SideOutcome | null;
  readonly head: SideOutcome | null;
  /** Null when nothing had to be timed: equal text, shape and work, or one side only. Null too where `untimed` says why. */
  readonly time: TimeComparison | null;
  /** The query's part in what the change costs, on the case that stands for it; left out where its calls are not known. */
  readonly load?: LoadShare;
  /** Why there is no time although there should be, in words: the budget was spent. */
  readonly untimed?: string;
  /** Measured where text and database both changed and the case got worse, to tell which of them did it. */
  readonly crossed?: CrossedWork;
  /** Head on a tenth of the data; only of a new query, and only where the tenth could be made. */
  readonly growth?: GrowthMeasurement;
  /** The generic plans; null where it is the plan for the values, or was not measured. Left out when neither side has one. */
  readonly generic?: Readonly<Record<'base' | 'head', GenericOutcome | null>>;
}

/** What a prepared statement does by the plan that serves for all values. */
export interface GenericOutcome {
  readonly outcome: SideOutcome;
  /** Whether PostgreSQL would switch to it after five executions with the values of the case; null where it does not say. */
  readonly isChosen: boolean | null;
}
