import type { TimeComparison } from '../compare/measurement.ts';
import { formatChange, formatMs } from './format-figures.ts';
import type { Evidence } from './rule.ts';
import { confirmsMoreTime, isSurelyFaster } from './time-evidence.ts';

/**
 * Weighs more work by what time says (MEASURING section 4): more of both is an error, more work alone a warning, because a
 * small seed can hide the time, and more work on a side that is surely faster a note.
 */
export function weighMoreWork(message: string, time: TimeComparison | null): Evidence {
  if (confirmsMoreTime(time)) return { atMost: 'error', message: `${message}, time ${describeTime(time)}` };
  if (isSurelyFaster(time))
    return { atMost: 'note', message: `${message}, but is faster: time ${describeTime(time)}` };
  return {
    atMost: 'warning',
    message: `${message}; ${time === null ? 'time was not measured' : `time is not surely more on this data: ${describeTime(time)}`}`,
  };
}

/** `+25 % (+3 ms)`. */
function describeTime({ estimate, differenceMs }: TimeComparison): string {
  return `${formatChange(estimate)} (${differenceMs > 0 ? '+' : ''}${formatMs(differenceMs)})`;
}
