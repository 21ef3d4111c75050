import { describe, expect, it } from 'vitest';
import { otherDecisions } from '../../../scripts/detection/decisions/index.ts';
import { percentile } from '../../../scripts/detection/decisions/percentile.ts';
import { permutationPValue } from '../../../scripts/detection/decisions/permutation-test.ts';
import type { Recording } from '../../../scripts/detection/pair-samples.ts';

const same: Recording = {
  base: Array(10).fill(10),
  head: Array(10).fill(10),
  stored: Array(10).fill(10),
  cost: { base: 100, head: 100 },
  blocks: { base: 100, head: 100 },
};

/** Names of the decisions that fail a recording. */
function failing(changed: Partial<Recording>): string[] {
  return otherDecisions.filter(({ fails }) => fails({ ...same, ...changed })).map(({ name }) => name);
}

const slowerBy = (factor: number) => same.head.map((ms) => ms * factor);

describe('the decisions of others', () => {
  it('find nothing where nothing differs', () => {
    expect(failing({})).toEqual([]);
  });

  it.each<[string, Partial<Recording>, string[]]>([
    [
      'time, 25 % more',
      { head: slowerBy(1.25) },
      [
        'single run, +20 %',
        'p95 of 5, +20 %',
        'median of 10 against a stored time, +20 %',
        'min of 10, +20 %',
        'permutation test, p < 0.05 and +5 %',
      ],
    ],
    ['time, 10 % more', { head: slowerBy(1.1) }, ['permutation test, p < 0.05 and +5 %']],
    ['time, 4 % more: under the floor', { head: slowerBy(1.04) }, []],
    ['a slow first run', { head: [13, ...same.head.slice(1)] }, ['single run, +20 %', 'p95 of 5, +20 %']],
    [
      'a day on which the stored time was better',
      { stored: Array(10).fill(8) },
      ['median of 10 against a stored time, +20 %'],
    ],
    ['cost', { cost: { base: 100, head: 111 } }, ['estimated cost, +10 %']],
    ['three blocks in a hundred', { blocks: { base: 100, head: 103 } }, ['blocks, +2 %']],
    ['eleven blocks in a hundred', { blocks: { base: 100, head: 111 } }, ['blocks, +2 %', 'blocks, +10 %']],
  ])('look at what they say they look at: %s', (_, changed, expected) => {
    expect(failing(changed)).toEqual(expected);
  });
});

describe('permutationPValue', () => {
  it.each<[string, number[], number]>([
    ['all five positive: one pattern of 32', [1, 2, 3, 4, 5], 1 / 32],
    ['the smallest one negative: two patterns', [-1, 2, 3, 4, 5], 2 / 32],
    ['no difference at all: every pattern', [0, 0, 0], 1],
    ['symmetric', [-1, 1], 3 / 4],
  ])('counts sign patterns: %s', (_, differences, expected) => {
    expect(permutationPValue(differences)).toBe(expected);
  });
});

describe('percentile', () => {
  it.each<[number[], number, number]>([
    [[5, 1, 4, 2, 3], 0.95, 5],
    [[5, 1, 4, 2, 3], 0.5, 3],
    [[7], 0.95, 7],
  ])('takes the nearest rank of %j at %d', (values, fraction, expected) => {
    expect(percentile(values, fraction)).toBe(expected);
  });
});
