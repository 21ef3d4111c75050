import { defineRule } from './rule.ts';

/** An error on head where base has none. */
export const failsOnHead = defineRule({
  id: 'fails-on-head',
  title: 'The query fails on head and not on base',
  defaultSeverity: 'error',
  highestSeverity: 'error',
  options: {},
  check({ base, head }) {
    if (base?.kind !== 'measured' || head?.kind !== 'failed') return null;
    return { atMost: 'error', message: `fails: ${head.message} (SQLSTATE ${head.sqlState})` };
  },
});
