import { compareTime, decideCase } from './compare-time.ts';
import { LOOKS } from './decide-pairs.ts';
import type { TimeComparison, TimeDoubt, TimedPair } from './measurement.ts';
import { summarizePairs } from './summarize-pairs.ts';
import { isSurelyLess, isSurelyMore } from './time-steps.ts';

/** What was recorded of one case and its run: enough to have the verdict again. */
export interface TimeRecord {
  /** In the order in which they were taken. */
  readonly pairs: readonly TimedPair[];
  /** The second measurement of what is slower or faster, in fresh backends and head first; null when none was made. */
  readonly again: readonly TimedPair[] | null;
  readonly clock: TimeComparison['clock'];
  /** The server was held to one core. */
  readonly pinned: boolean;
  /** Base against base in this run. */
  readonly control: 'passed' | 'failed' | 'not-run' | 'not-needed';
}

/**
 * What time says of a case, and whether it may say it alone: MEASURING section 3, items 4 to 6, as a pure function of what was
 * recorded. Null without pairs.
 */
export function judgeTime(record: TimeRecord): TimeComparison | null {
  const time = compareTime(record.pairs, { clock: record.clock, doubt: null });
  if (time === null) return null;
  const doubt = findDoubt(record, time);
  return doubt === null ? time : { ...time, trusted: false, doubt };
}

function findDoubt({ again, clock, pinned, control }: TimeRecord, time: TimeComparison): TimeDoubt | null {
  const isSlower = time.verdict === 'slower';
  if (clock !== 'cpu' || !pinned) {
    if (isSlower && again !== null && !confirmsSlower(again)) return 'refuted';
    return clock === 'cpu' ? 'not-pinned' : 'no-cpu-clock';
  }
  if (control === 'failed') return 'control-failed';
  if (!isSlower && !isSurelyLess(time)) return null;
  const confirms = isSlower ? confirmsSlower : confirmsFaster;
  if (again === null || !confirms(again)) return 'unconfirmed';
  return control === 'passed' || !isSlower ? null : 'no-control';
}

/** Whether a second measurement agrees: at least the first look's pairs, more than +10 %, and the lower bound above 0. */
export function confirmsSlower(pairs: readonly TimedPair[]): boolean {
  return pairs.length >= LOOKS[0] && isSurelyMore(summarizePairs(decideCase(pairs).pairs));
}

/** Whether a second measurement agrees that head is faster: as for slower, turned round. */
function confirmsFaster(pairs: readonly TimedPair[]): boolean {
  return pairs.length >= LOOKS[0] && isSurelyLess(summarizePairs(decideCase(pairs).pairs));
}
