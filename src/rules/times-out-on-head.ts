import { median } from '../compare/median.ts';
import { formatMs } from './format-figures.ts';
import { defineRule } from './rule.ts';

/** A statement timeout on head where base ends in time. */
export const timesOutOnHead = defineRule({
  id: 'times-out-on-head',
  title: 'The query does not end in time on head, and does on base',
  defaultSeverity: 'error',
  highestSeverity: 'error',
  options: {},
  check({ base, head }) {
    if (base?.kind !== 'measured' || head?.kind !== 'timed-out') return null;
    return {
      atMost: 'error',
      message: `does not end within ${formatMs(head.afterMs)}; base takes ${formatMs(median(base.executionMs))}`,
    };
  },
});
