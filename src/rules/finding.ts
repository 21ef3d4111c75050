/** How grave a finding is; only errors and warnings are held against the change. */
export type Severity = 'error' | 'warning' | 'note';

/** Severities from grave to slight. */
export const SEVERITIES = ['error', 'warning', 'note'] as const satisfies readonly Severity[];

/** What a rule says about one case of a query. */
export interface Finding {
  /** Id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  /** One sentence part for a reviewer: `reads 5,310 blocks instead of 4 (1,327x)`. Foreign text in it is not escaped. */
  readonly message: string;
  /** Name of the case. */
  readonly case: string;
  /** Set when a waiver made it a note: what it was, why, and until when. */
  readonly accepted?: Acceptance;
}

/** Why a finding is accepted. */
export interface Acceptance {
  /** Its severity without the waiver. */
  readonly was: Severity;
  readonly reason: string;
  /** Last day, `2027-03-31`. */
  readonly until: string;
  /** Where the waiver stands. */
  readonly place: string;
}

/** The slighter of two severities. */
export function slighter(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) > SEVERITIES.indexOf(b) ? a : b;
}
