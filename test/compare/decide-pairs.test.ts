import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { criticalRanks, LOOKS, lookAtPairs } from '../../src/compare/decide-pairs.ts';

// The table of the measuring procedure; the code computes it.
test.each([
  [8, 0, 5],
  [12, 5, 17],
  [16, 16, 35],
  [20, 37, 60],
  [30, 109, 151],
  [40, 220, 286],
] as const)(
  'at %d pairs the outer %d averages are left out for slower, %d for not slower',
  (look, slower, notSlower) => {
    expect(criticalRanks(look)).toEqual({ slower, notSlower });
  },
);

const equally = (ratio: number, count: number) => new Array<number>(count).fill(Math.log(ratio));

describe('five pairs', () => {
  test.each([
    ['all plainly slower', [1.31, 1.5, 2, 1.4, 3], 'slower'],
    ['one of them not plainly slower', [1.29, 1.5, 2, 1.4, 3], 'undecided'],
    ['all about equal', [1.14, 1, 0.9, 1.1, 0.5], 'not-slower'],
    ['one of them a little slower', [1.16, 1, 0.9, 1.1, 0.5], 'undecided'],
  ])('%s', (_, ratios, verdict) => {
    expect(lookAtPairs(ratios.map(Math.log), 5)).toBe(verdict);
  });
});

describe('later looks', () => {
  test.each(LOOKS.filter((look) => look > 5))('%d pairs', (look) => {
    expect(lookAtPairs(equally(1.25, look), look)).toBe('slower');
    expect(lookAtPairs(equally(1, look), look)).toBe('not-slower');
    // Surely slower, but by less than matters.
    expect(lookAtPairs(equally(1.12, look), look)).toBe('not-slower');
    expect(lookAtPairs(equally(1.2, look / 2 + 1).concat(equally(0.7, look / 2 - 1)), look)).not.toBe('slower');
  });

  test('at 8 pairs one that is not slower is enough to go on', () => {
    expect(lookAtPairs([...equally(1.5, 7), Math.log(1.04)], 8)).toBe('undecided');
    expect(lookAtPairs([...equally(1.5, 7), Math.log(1.06)], 8)).toBe('slower');
  });
});

test('as many pairs as the look says', () => {
  expect(() => lookAtPairs(equally(1, 7), 8)).toThrow('7 pairs at the look of 8');
});

const ratios = (look: number) =>
  fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: look, maxLength: look });
const someLook = fc.constantFrom(...LOOKS);

test('the order of the pairs does not matter', () => {
  fc.assert(
    fc.property(
      someLook.chain((look) => fc.tuple(fc.constant(look), ratios(look))),
      ([look, values]) => {
        expect(lookAtPairs(values.toReversed(), look)).toBe(lookAtPairs(values, look));
      },
    ),
  );
});

test('more time on head never turns "slower" into anything else, nor anything into "not slower"', () => {
  fc.assert(
    fc.property(
      someLook.chain((look) =>
        fc.tuple(fc.constant(look), ratios(look), fc.double({ min: 0.001, max: 2, noNaN: true })),
      ),
      ([look, values, more]) => {
        const order = ['not-slower', 'undecided', 'slower'];
        const verdict = (samples: readonly number[]) => order.indexOf(lookAtPairs(samples, look));
        expect(verdict(values.map((value) => value + more))).toBeGreaterThanOrEqual(verdict(values));
      },
    ),
  );
});

// Under the null hypothesis every pattern of signs is equally likely: all 256 of 8 pairs, with any sizes, are one in 2^8 "slower".
test('of all patterns of signs of eight equal effects only the one without a faster pair is slower', () => {
  let slower = 0;
  for (let pattern = 0; pattern < 256; pattern += 1) {
    const values = Array.from(
      { length: 8 },
      (_, index) => (pattern & (1 << index) ? 1 : -1) * (0.2 + index / 100),
    );
    if (lookAtPairs(values, 8) === 'slower') slower += 1;
  }
  expect(slower).toBe(1);
});
