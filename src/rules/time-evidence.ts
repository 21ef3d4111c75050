import type { TimeComparison } from '../compare/measurement.ts';

/** Slower or faster by this much, with the 95 % interval on that side, confirms what work says (MEASURING section 4). */
const CONFIRMING_STEP = 0.1;

/** More time: the median ratio is more than +10 % and the 95 % interval lies above 1. False when nothing was timed. */
export function confirmsMoreTime(time: TimeComparison | null): time is TimeComparison {
  return time !== null && time.estimate > 1 + CONFIRMING_STEP && time.low > 1;
}

/** Surely faster: the median ratio is less than −10 % and the 95 % interval lies below 1. False when nothing was timed. */
export function isSurelyFaster(time: TimeComparison | null): time is TimeComparison {
  return time !== null && time.estimate < 1 - CONFIRMING_STEP && time.high < 1;
}
