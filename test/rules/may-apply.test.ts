// Without this a tenth of the data is made for a rule that is off, or is not made for the one query for which it is on.
import { expect, test } from 'vitest';
import { mayApply } from '../../src/rules/may-apply.ts';
import { overridesSchema, rulesConfigSchema } from '../../src/rules/policy.ts';

const QUERY = { id: 'reports/sales.sql#byMonth', name: 'byMonth', file: 'reports/sales.sql' };
const growth = (severity: unknown) => ({ 'grows-with-table': severity });
const off = growth({ severity: 'off' });

test.each([
  ['nothing is said', {}, [], true],
  ['off in a word', growth('off'), [], false],
  ['off in an object', off, [], false],
  ['a threshold alone', growth({ minBlocks: 5 }), [], true],
  ['off for another query', {}, [{ queries: 'queries/**', rules: off }], true],
  ['off for this query', {}, [{ queries: 'reports/**', rules: off }], false],
  ['off, and on for this query', off, [{ queries: 'byMonth', rules: growth('note') }], true],
  [
    'off, and a threshold for this query',
    off,
    [{ queries: 'byMonth', rules: growth({ minBlocks: 5 }) }],
    false,
  ],
  ['off for some relations', {}, [{ relations: 'orders', rules: off }], true],
  ['off, and on for some relations', off, [{ relations: 'orders', rules: growth('error') }], true],
  [
    'on, then off by the last word',
    off,
    [
      { relations: 'orders', rules: growth('error') },
      { queries: '**', rules: off },
    ],
    false,
  ],
  [
    'off for some relations of other queries',
    off,
    [{ queries: 'x', relations: '*', rules: growth('error') }],
    false,
  ],
])('%s', (_, rules, overrides, expected) => {
  const [config, layers] = [rulesConfigSchema.parse(rules), overridesSchema.parse(overrides)];
  expect(mayApply('grows-with-table', config, layers, QUERY)).toBe(expected);
});
