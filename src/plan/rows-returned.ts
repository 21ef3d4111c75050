import type { Plan, PlanNode } from './plan.ts';

/** Rows that a node produced over all its loops; 0 when it was not executed. Before PostgreSQL 18 rounded per loop. */
export function nodeRows({ actualRows = 0, actualLoops = 0 }: PlanNode): number {
  return actualRows * actualLoops;
}

/** Rows that the statement returned; 0 for a write without RETURNING. */
export function rowsReturned({ root }: Plan): number {
  return Math.round(nodeRows(root));
}
