import type { TimeComparison } from '../compare/measurement.ts';
import { isSurelyLess, isSurelyMore } from '../compare/time-steps.ts';

/** More time, for sure: it confirms what work says (MEASURING section 4). False when nothing was timed. */
export function confirmsMoreTime(time: TimeComparison | null): time is TimeComparison {
  return time !== null && isSurelyMore(time);
}

/** Less time, for sure. False when nothing was timed. */
export function isSurelyFaster(time: TimeComparison | null): time is TimeComparison {
  return time !== null && isSurelyLess(time);
}
