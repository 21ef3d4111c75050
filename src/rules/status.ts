/** What became of a query; each checked query has exactly one. Worst first. */
export const STATUSES = [
  'regressed',
  'inconclusive',
  'new',
  'plan-changed',
  'improved',
  'removed',
  'unchanged',
] as const;

/** One of `STATUSES` (DESIGN section 2). */
export type Status = (typeof STATUSES)[number];
