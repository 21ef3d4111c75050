import { z } from 'zod';
import { formatLoad, formatMs, formatRate } from './format-figures.ts';
import { defineRule } from './rule.ts';

/** The change as a whole costs the database more CPU than the budget, by how often its queries run. */
export const moreLoad = defineRule({
  id: 'more-load',
  title: 'The change adds more database CPU than the budget, by how often its queries run',
  defaultSeverity: 'error',
  highestSeverity: 'error',
  options: {
    maxCpuSecondsPerSecond: z
      .number()
      .nonnegative()
      .default(0.8)
      .describe('CPU that all queries of the change together may add, seconds per second; 1 is one core'),
  },
  check({ load }, { maxCpuSecondsPerSecond: max }) {
    if (load === undefined || load.leftLoad <= max) return null;
    const { addedMsPerCall, callsPerMinute, addedLoad, runLoad } = load;
    const own = `adds ${formatLoad(addedLoad)}: ${formatMs(addedMsPerCall)} more at ${formatRate(callsPerMinute)}`;
    const all = `the change adds ${formatLoad(runLoad)} in all, the budget is ${formatLoad(max)}`;
    return load.sureLeftLoad > max
      ? { atMost: 'error', message: `${own}; ${all}` }
      : { atMost: 'warning', message: `${own}; ${all}; the time is not confirmed` };
  },
});
