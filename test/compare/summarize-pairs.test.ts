import fc from 'fast-check';
import { expect, test } from 'vitest';
import { summarizePairs } from '../../src/compare/summarize-pairs.ts';

const pairs = (...times: readonly (readonly [number, number])[]) =>
  times.map(([baseMs, headMs]) => ({ baseMs, headMs }));

test('median ratio and difference', () => {
  const summary = summarizePairs(pairs([10, 20], [10, 30], [10, 40]));
  expect(summary).toMatchObject({ pairs: 3, differenceMs: 20 });
  expect(summary.estimate).toBeCloseTo(3);
  // Three pairs give no interval of 95 %: their extremes stand in.
  expect(summary.low).toBeCloseTo(2);
  expect(summary.high).toBeCloseTo(4);
});

test('with eight pairs three Walsh averages are left out at each end', () => {
  // Logs 1…8: the averages sorted begin 1, 1.5, 2, 2, 2.5 …, so entry 3 is 2; from the end it is 7.
  const summary = summarizePairs(pairs(...[1, 2, 3, 4, 5, 6, 7, 8].map((log) => [1, Math.exp(log)] as const)));
  expect(Math.log(summary.low)).toBeCloseTo(2);
  expect(Math.log(summary.high)).toBeCloseTo(7);
  expect(Math.log(summary.estimate)).toBeCloseTo(4.5);
});

test("a time below the clock's step counts as one step, so every ratio is finite", () => {
  expect(summarizePairs(pairs([0, 0], [0, 0.002])).estimate).toBeCloseTo(Math.SQRT2);
  expect(Number.isFinite(summarizePairs(pairs([0, 5])).estimate)).toBe(true);
});

test('nothing to summarize is a mistake of the caller', () => {
  expect(() => summarizePairs([])).toThrow(RangeError);
});

const time = fc.double({ min: 0.001, max: 10_000, noNaN: true });
const samples = fc.array(fc.record({ baseMs: time, headMs: time }), { minLength: 1, maxLength: 40 });

test('the interval holds the estimate, and sides changed give the inverse', () => {
  fc.assert(
    fc.property(samples, (values) => {
      const { low, estimate, high } = summarizePairs(values);
      expect(low).toBeLessThanOrEqual(estimate * (1 + 1e-9));
      expect(high).toBeGreaterThanOrEqual(estimate * (1 - 1e-9));
      const turned = summarizePairs(values.map(({ baseMs, headMs }) => ({ baseMs: headMs, headMs: baseMs })));
      expect(turned.low * high).toBeCloseTo(1, 6);
      expect(turned.estimate * estimate).toBeCloseTo(1, 6);
    }),
  );
});
