import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signedRankCounts, signedRankCritical } from '../../src/compare/signed-rank.ts';

/** All 2^n patterns of signs, written out: how many have positive ranks that add up to each sum. */
function enumerate(n: number): number[] {
  const counts = new Array<number>((n * (n + 1)) / 2 + 1).fill(0);
  for (let pattern = 0; pattern < 2 ** n; pattern += 1) {
    let sum = 0;
    for (let rank = 1; rank <= n; rank += 1) if (pattern & (1 << (rank - 1))) sum += rank;
    counts[sum] = (counts[sum] ?? 0) + 1;
  }
  return counts;
}

test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
  'the distribution for %d pairs is that of all patterns',
  (n) => {
    expect(signedRankCounts(n)).toEqual(enumerate(n));
  },
);

test('the counts of 40 pairs add up to 2^40 exactly', () => {
  expect(signedRankCounts(40).reduce((total, count) => total + count, 0)).toBe(2 ** 40);
});

describe('the critical value', () => {
  // Hollander, Wolfe, Chicken, table A.4, as lower tails.
  test.each([
    [5, 0.05, 0],
    [5, 0.025, null],
    [6, 0.025, 0],
    [8, 0.025, 3],
    [10, 0.05, 10],
    [10, 0.01, 5],
    [12, 0.025, 13],
  ])('of %d pairs at %d is %s', (n, level, critical) => {
    expect(signedRankCritical(n, level)).toBe(critical);
  });

  test('is the greatest whose probability is within the level', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.double({ min: 0.0001, max: 0.5, noNaN: true }),
        (n, level) => {
          const counts = signedRankCounts(n);
          const probability = (k: number) =>
            counts.slice(0, k + 1).reduce((total, count) => total + count, 0) / 2 ** n;
          const critical = signedRankCritical(n, level);
          if (critical !== null) expect(probability(critical)).toBeLessThanOrEqual(level);
          expect(probability((critical ?? -1) + 1)).toBeGreaterThan(level);
        },
      ),
    );
  });
});
