import { z } from 'zod';
import type { TimeComparison } from '../compare/measurement.ts';
import { formatChange, formatMs } from './format-figures.ts';
import { defineRule } from './rule.ts';

/** More time on head, by the paired comparison alone. */
export const slower = defineRule({
  id: 'slower',
  title: 'Head takes more time than base',
  defaultSeverity: 'warning',
  highestSeverity: 'error',
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
    if (time.verdict === 'not-slower' || time.differenceMs <= 0 || time.differenceMs < minMilliseconds)
      return null;
    if (time.estimate <= 1 + maxIncreasePercent / 100) return null;
    const message = `time ${formatChange(time.estimate)} (+${formatMs(time.differenceMs)}; ${describeInterval(time)})`;
    if (time.verdict === 'undecided')
      return { atMost: 'warning', message: `may be slower: ${message}, not sure yet` };
    return time.trusted
      ? { atMost: 'error', message }
      : { atMost: 'warning', message: `${message}, but time alone only warns in this run` };
  },
});

function describeInterval({ low, high, pairs }: TimeComparison): string {
  return `95 % interval ${formatChange(low)} to ${formatChange(high)}, ${pairs} pairs`;
}
