/** What one execution showed. Times in ms; blocks of 8 kB; `cost` is the planner's total cost of that side's plan. */
export interface Sample {
  /** Elapsed time, as the client sees it: what the rules of others look at. */
  readonly elapsedMs: number;
  /** Time on the CPU in the backend. */
  readonly cpuMs: number;
}

/** All that was recorded for one verdict; every decision is given the same. */
export interface Recording {
  /** Samples of both sides, one of each a pair, in ABBA order; at least `RIVAL_PAIRS`. */
  readonly base: readonly Sample[];
  readonly head: readonly Sample[];
  /** Elapsed ms of base's statement in an earlier run on the same machine: what a stored baseline holds. */
  readonly stored: readonly number[];
  /** Estimated total cost; head's after an ANALYZE of its own, as every new server makes one. */
  readonly cost: { readonly base: number; readonly head: number };
  readonly blocks: { readonly base: number; readonly head: number };
}

/** Pairs that every recording has: the most that a decision of others asks for. */
export const RIVAL_PAIRS = 10;
