import type { TimeComparison } from './measurement.ts';

/** A time finding of any kind needs this difference of one execution, milliseconds (MEASURING section 4). */
export const TIME_FLOOR_MS = 0.2;

/** Slower or faster by this much, with the 95 % interval on that side, confirms what something else says (MEASURING section 4). */
const CONFIRMING_STEP = 0.1;

type Figures = Pick<TimeComparison, 'estimate' | 'low' | 'high'>;

/** More time: the median ratio is more than +10 % and the 95 % interval lies above 1. */
export function isSurelyMore({ estimate, low }: Figures): boolean {
  return estimate > 1 + CONFIRMING_STEP && low > 1;
}

/** Less time: the median ratio is less than −10 % and the 95 % interval lies below 1. */
export function isSurelyLess({ estimate, high }: Figures): boolean {
  return estimate < 1 - CONFIRMING_STEP && high < 1;
}
