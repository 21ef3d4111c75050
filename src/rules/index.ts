import { cartesianProduct } from './cartesian-product.ts';
import { failsOnHead } from './fails-on-head.ts';
import { genericPlan } from './generic-plan.ts';
import { growsWithTable } from './grows-with-table.ts';
import { moreBlocks } from './more-blocks.ts';
import { moreLoad } from './more-load.ts';
import { moreRows } from './more-rows.ts';
import { moreTempBlocks } from './more-temp-blocks.ts';
import { offsetPagination } from './offset-pagination.ts';
import { overBudget } from './over-budget.ts';
import { planChanged } from './plan-changed.ts';
import { rowEstimateOff } from './row-estimate-off.ts';
import { slowTrigger } from './slow-trigger.ts';
import { slower } from './slower.ts';
import { sortSpills } from './sort-spills.ts';
import { timesOutOnHead } from './times-out-on-head.ts';

/** Every rule, in the order in which findings are listed. Config keys and documents follow from this list. */
export const rules = [
  failsOnHead,
  timesOutOnHead,
  slowTrigger,
  moreBlocks,
  moreTempBlocks,
  moreRows,
  slower,
  genericPlan,
  moreLoad,
  overBudget,
  growsWithTable,
  planChanged,
  cartesianProduct,
  rowEstimateOff,
  sortSpills,
  offsetPagination,
] as const;

/** Id of a rule that exists. */
export type RuleId = (typeof rules)[number]['id'];
