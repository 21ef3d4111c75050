import { median } from '../../../src/compare/median.ts';
import { type Recording, RIVAL_PAIRS } from '../pair-samples.ts';
import { type Decision, isMoreThan } from './decision.ts';
import { percentile } from './percentile.ts';
import { permutationPValue } from './permutation-test.ts';

/** 20 %: what most tools allow. */
const TOLERANCE = 1.2;
/** Below this ratio a significant difference is not called one. */
const FLOOR = 1.05;
const SIGNIFICANCE = 0.05;

/** The rules that others decide by, on elapsed time as they see it. */
export const otherDecisions: readonly Decision[] = [
  {
    name: 'single run, +20 %',
    fails: (recording) => isMoreThan(first(elapsed(recording.head)), first(elapsed(recording.base)), TOLERANCE),
  },
  {
    name: 'p95 of 5, +20 %',
    fails: ({ base, head }) =>
      isMoreThan(percentile(elapsed(head, 5), 0.95), percentile(elapsed(base, 5), 0.95), TOLERANCE),
  },
  {
    name: 'median of 10 against a stored time, +20 %',
    fails: ({ head, stored }) => isMoreThan(median(elapsed(head)), median(stored), TOLERANCE),
  },
  { name: 'estimated cost, +10 %', fails: ({ cost }) => isMoreThan(cost.head, cost.base, 1.1) },
  { name: 'blocks, +2 %', fails: ({ blocks }) => isMoreThan(blocks.head, blocks.base, 1.02) },
  { name: 'blocks, +10 %', fails: ({ blocks }) => isMoreThan(blocks.head, blocks.base, 1.1) },
  {
    name: 'min of 10, +20 %',
    fails: ({ base, head }) => isMoreThan(Math.min(...elapsed(head)), Math.min(...elapsed(base)), TOLERANCE),
  },
  { name: 'permutation test, p < 0.05 and +5 %', fails: permutationTest },
];

function permutationTest({ base, head }: Recording): boolean {
  const times = { base: elapsed(base), head: elapsed(head) };
  const ratios = times.head.map((ms, index) => Math.log(ms / (times.base[index] ?? ms)));
  return permutationPValue(ratios) < SIGNIFICANCE && median(ratios) > Math.log(FLOOR);
}

function elapsed(samples: readonly number[], count = RIVAL_PAIRS): readonly number[] {
  return samples.slice(0, count);
}

function first(values: readonly number[]): number {
  const [value] = values;
  if (value === undefined) throw new RangeError('a recording without samples');
  return value;
}
