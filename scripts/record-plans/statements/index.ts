import type { PlanStatement } from '../plan-statement.ts';
import { JOINS } from './joins.ts';
import { NESTED_QUERIES } from './nested-queries.ts';
import { NOTED_PLANS } from './noted-plans.ts';
import { SCANS } from './scans.ts';
import { SORTS_AND_GROUPS } from './sorts-and-groups.ts';
import { SOURCES_OF_ROWS } from './sources-of-rows.ts';
import { WRITES } from './writes.ts';

/** The statements whose plans are recorded. */
export const PLAN_STATEMENTS: readonly PlanStatement[] = [
  ...SCANS,
  ...JOINS,
  ...SORTS_AND_GROUPS,
  ...NESTED_QUERIES,
  ...SOURCES_OF_ROWS,
  ...WRITES,
  ...NOTED_PLANS,
];
