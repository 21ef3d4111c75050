import { describe, expect, test } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { overridesSchema, resolveRules, rulesConfigSchema } from '../../src/rules/policy.ts';
import { caseOf, MORE_TIME, SAME_TIME, side } from './measurements.ts';

const QUERY = {
  id: 'reports/sales.sql#byMonth',
  name: 'byMonth',
  file: 'reports/sales.sql',
  relations: ['orders'],
};

/** Severity of `more-blocks` for a query that reads twice the blocks, 100 more. */
function moreBlocks(rulesConfig: unknown, overrides: unknown = [], query = QUERY): string | undefined {
  const resolved = resolveRules(rulesConfigSchema.parse(rulesConfig), overridesSchema.parse(overrides), query);
  const measurement = caseOf(side({ blocks: 100 }), side({ blocks: 200 }), MORE_TIME);
  return resolved.find(({ id }) => id === 'more-blocks')?.check(measurement)?.severity;
}

describe('a rule is configured', () => {
  test.each([
    ['not at all', {}, 'error'],
    ['by a severity', { 'more-blocks': 'warning' }, 'warning'],
    ['off', { 'more-blocks': 'off' }, undefined],
    ['by severity and thresholds', { 'more-blocks': { severity: 'note', minBlocks: 100 } }, 'note'],
    ['by a threshold that is not met', { 'more-blocks': { minBlocks: 101 } }, undefined],
    ['by a percentage that is not met', { 'more-blocks': { maxIncreasePercent: 101 } }, undefined],
  ])('%s', (_, config, severity) => {
    expect(moreBlocks(config)).toBe(severity);
  });
});

describe('an override is for', () => {
  const to = (selector: object) => [{ ...selector, rules: { 'more-blocks': 'warning' } }];
  test.each([
    ['a path', to({ queries: 'reports/**' }), 'warning'],
    ['another path', to({ queries: 'queries/**' }), 'error'],
    ['an id', to({ queries: 'reports/sales.sql#byMonth' }), 'warning'],
    ['a name', to({ queries: 'byMon*' }), 'warning'],
    ['one of several', to({ queries: ['x', 'byMonth'] }), 'warning'],
    ['a relation', to({ relations: 'ord*' }), 'warning'],
    ['another relation', to({ relations: ['customers'] }), 'error'],
    ['both, of which one fits', to({ queries: 'byMonth', relations: 'customers' }), 'error'],
  ])('%s', (_, overrides, severity) => {
    expect(moreBlocks({}, overrides)).toBe(severity);
  });

  test('what it says; the rest stays, and later ones win', () => {
    const config = { 'more-blocks': { minBlocks: 100, severity: 'note' } };
    expect(moreBlocks(config, [{ queries: '**', rules: { 'more-blocks': { severity: 'error' } } }])).toBe(
      'error',
    );
    expect(moreBlocks({ 'more-blocks': { minBlocks: 101 } }, to({ queries: '**' }))).toBeUndefined();
    expect(
      moreBlocks({}, [...to({ queries: '**' }), { queries: 'byMonth', rules: { 'more-blocks': 'off' } }]),
    ).toBeUndefined();
    expect(
      moreBlocks({ 'more-blocks': 'off' }, [
        { queries: '**', rules: { 'more-blocks': { severity: 'error' } } },
      ]),
    ).toBe('error');
  });
});

describe('a config is refused with', () => {
  test.each([
    ['a rule that does not exist', { 'more-block': 'off' }, 'unrecognized_keys'],
    ['an option that does not exist', { 'more-blocks': { minPages: 3 } }, 'unrecognized_keys'],
    ['a severity that does not exist', { slower: 'fatal' }, 'expected a severity'],
    ['a threshold below 0', { slower: { minMilliseconds: -1 } }, 'expected number to be >=0'],
    ['a severity that the rule can not bear', { 'plan-changed': 'error' }, 'expected a severity'],
    ['a severity of an object that the rule can not bear', { 'plan-changed': { severity: 'warning' } }, 'note'],
  ])('%s', (_, config, message) => {
    expect(() => rulesConfigSchema.parse(config)).toThrow(message);
  });

  test('an override that is for nothing', () => {
    expect(() => overridesSchema.parse([{ rules: { slower: 'off' } }])).toThrow(
      'expected `queries` or `relations`',
    );
  });
});

test('every rule can be configured with its own options, and each of them says what it is', () => {
  for (const { id, options } of rules) {
    const values = Object.fromEntries(Object.keys(options).map((key) => [key, 1]));
    expect(rulesConfigSchema.parse({ [id]: values })).toEqual({ [id]: values });
    // The unit is in the key.
    for (const [key, option] of Object.entries(options)) {
      expect(key).toMatch(/(Percent|Blocks|Milliseconds|Rows|Factor|Exponent|SecondsPerSecond)$/u);
      expect(option.description).toBeTruthy();
    }
  }
});

test('a rule that is configured by no more than a severity has its default thresholds', () => {
  const [resolved] = resolveRules(rulesConfigSchema.parse({ 'more-blocks': 'note' }), [], QUERY).filter(
    ({ id }) => id === 'more-blocks',
  );
  expect(resolved?.check(caseOf(side({ blocks: 100 }), side({ blocks: 131 }), SAME_TIME))).toBeNull();
  expect(resolved?.check(caseOf(side({ blocks: 100 }), side({ blocks: 132 }), SAME_TIME))?.severity).toBe(
    'note',
  );
});
