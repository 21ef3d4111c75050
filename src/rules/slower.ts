import { z } from 'zod';
import type { TimeComparison, TimeDoubt } from '../compare/measurement.ts';
import { formatChange, formatMs } from './format-figures.ts';
import { defineRule } from './rule.ts';

/** From here on a time that is surely more is worth a note (MEASURING section 4). */
const NOTED_STEP = 0.05;

/** More time on head, by the paired comparison alone. */
export const slower = defineRule({
  id: 'slower',
  title: 'Head takes more time than base',
  defaultSeverity: 'error',
  highestSeverity: 'error',
  restsOnTime: true,
  options: {
    maxIncreasePercent: z
      .number()
      .nonnegative()
      .default(15)
      .describe('Increase that is still allowed, percent of base, by the median of the pairs'),
    minMilliseconds: z
      .number()
      .nonnegative()
      .default(0.2)
      .describe('Increase of one execution below which nothing is said, milliseconds'),
  },
  check({ base, head, time }, { maxIncreasePercent, minMilliseconds }) {
    if (base?.kind !== 'measured' || head?.kind !== 'measured' || time === null) return null;
    if (time.differenceMs <= 0 || time.differenceMs < minMilliseconds) return null;
    const message = `time ${formatChange(time.estimate)} (+${formatMs(time.differenceMs)}; ${describeInterval(time)})`;
    const isLittle = time.estimate <= 1 + maxIncreasePercent / 100;
    if (isLittle || time.verdict === 'not-slower') {
      const isNoted = time.estimate > 1 + NOTED_STEP && time.low > 1;
      return isNoted ? { atMost: 'note', message: `slower, within what is allowed: ${message}` } : null;
    }
    if (time.verdict === 'undecided')
      return { atMost: 'warning', message: `may be slower: ${message}, not sure yet` };
    if (time.trusted) return { atMost: 'error', message };
    // Such a machine calls one unchanged query in twelve slower (MEASURING section 1): once is no news.
    const atMost = time.doubt === 'refuted' ? 'note' : 'warning';
    return { atMost, message: `${message}, but ${describeDoubt(time.doubt)}` };
  },
});

function describeInterval({ low, high, pairs }: TimeComparison): string {
  return `95 % interval ${formatChange(low)} to ${formatChange(high)}, ${pairs} pairs`;
}

const DOUBTS: Readonly<Record<TimeDoubt, string>> = {
  'no-cpu-clock': 'without a CPU clock time alone only warns',
  'not-pinned': 'on a server that is not held to one core time alone only warns',
  refuted: 'a second measurement did not agree',
  unconfirmed: 'a second measurement did not confirm it',
  'control-failed': 'base against base differed too in this run',
  'no-control': 'there was no time left to compare base with base',
};

function describeDoubt(doubt: TimeDoubt | undefined): string {
  return doubt === undefined ? 'time alone only warns in this run' : DOUBTS[doubt];
}
