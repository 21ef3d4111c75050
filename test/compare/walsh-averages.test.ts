import fc from 'fast-check';
import { expect, test } from 'vitest';
import { walshAverages, walshBounds } from '../../src/compare/walsh-averages.ts';

test('all pairs, each with itself, sorted', () => {
  expect(walshAverages([3, 1, 2])).toEqual([1, 1.5, 2, 2, 2.5, 3]);
  expect(walshAverages([])).toEqual([]);
});

test('bounds are k places from each end', () => {
  const averages = walshAverages([1, 2, 3]);
  expect(walshBounds(averages, { low: 0, high: 0 })).toEqual({ low: 1, high: 3 });
  expect(walshBounds(averages, { low: 1, high: 2 })).toEqual({ low: 1.5, high: 2 });
  expect(walshBounds(averages, { low: null, high: 9 })).toEqual({
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
  });
});

test('n(n+1)/2 values that do not depend on the order of the samples', () => {
  const samples = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { maxLength: 20 });
  fc.assert(
    fc.property(samples, (values) => {
      const averages = walshAverages(values);
      expect(averages).toHaveLength((values.length * (values.length + 1)) / 2);
      expect(walshAverages(values.toReversed()).map((value) => value.toFixed(9))).toEqual(
        averages.map((value) => value.toFixed(9)),
      );
    }),
  );
});
