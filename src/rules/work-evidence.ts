import type { TimeComparison } from '../compare/measurement.ts';
import { formatChange, formatMs } from './format-figures.ts';
import type { Evidence } from './rule.ts';
import { confirmsMoreTime, isSurelyFaster } from './time-evidence.ts';

/**
 * Weighs more work by what time says (MEASURING section 4): more of both is an error, more work alone a warning, because a
 * small seed can hide the time, and more work on a side that is surely faster a note.
 */
export function weighMoreWork(message: string, time: TimeComparison | null): Evidence {
  if (confirmsMoreTime(time)) return { atMost: 'error', message: `${message}${describeTime(time)}` };
  if (isSurelyFaster(time))
    return { atMost: 'note', message: `${message}, but is faster${describeTime(time)}` };
  return {
    atMost: 'warning',
    message: `${message}; ${time === null ? 'time was not measured' : `no more time on this data${describeTime(time)}`}`,
  };
}

function describeTime(time: TimeComparison | null): string {
  if (time === null) return '';
  const sign = time.differenceMs > 0 ? '+' : '';
  return ` (time ${formatChange(time.estimate)}, ${sign}${formatMs(time.differenceMs)})`;
}
