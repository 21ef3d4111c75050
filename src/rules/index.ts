import { failsOnHead } from './fails-on-head.ts';
import { moreBlocks } from './more-blocks.ts';
import { moreTempBlocks } from './more-temp-blocks.ts';
import { planChanged } from './plan-changed.ts';
import { slower } from './slower.ts';
import { timesOutOnHead } from './times-out-on-head.ts';

/** Every rule, in the order in which findings are listed. Config keys and documents follow from this list. */
export const rules = [failsOnHead, timesOutOnHead, moreBlocks, moreTempBlocks, slower, planChanged] as const;

/** Id of a rule that exists. */
export type RuleId = (typeof rules)[number]['id'];
