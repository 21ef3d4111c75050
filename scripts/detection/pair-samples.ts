/** All that was recorded for one verdict; every decision is given the same. */
export interface Recording {
  /**
   * Elapsed ms of one execution on each side, as the client sees it: the samples that ours was decided on, by another clock. At least
   * `RIVAL_PAIRS`.
   */
  readonly base: readonly number[];
  readonly head: readonly number[];
  /** Elapsed ms of base's statement in an earlier run on the same machine: what a stored baseline holds. */
  readonly stored: readonly number[];
  /** Estimated total cost; head's after an ANALYZE of its own, as every new server makes one. */
  readonly cost: { readonly base: number; readonly head: number };
  readonly blocks: { readonly base: number; readonly head: number };
}

/** Pairs that every recording has: the most that a decision of others asks for. */
export const RIVAL_PAIRS = 10;
