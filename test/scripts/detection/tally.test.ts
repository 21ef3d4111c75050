import { expect, it } from 'vitest';
import { combineEntries } from '../../../scripts/detection/combine-entries.ts';
import { detectionTable, toPercent } from '../../../scripts/detection/detection-table.ts';
import { listGoals } from '../../../scripts/detection/goals.ts';
import type { CheckedQuery } from '../../../scripts/detection/run-check.ts';
import { type CheckResult, OURS, tally } from '../../../scripts/detection/tally.ts';

const steady = Array<number>(10).fill(10);

/** A query of which ours says `ours`; others see head take `headMs`. */
function query(ours: CheckedQuery['ours'], headMs = 10): CheckedQuery {
  return {
    name: 'q',
    ours,
    pairs: 6,
    recording: {
      base: steady,
      head: steady.map(() => headMs),
      stored: steady,
      cost: { base: 1, head: 1 },
      blocks: { base: 1, head: 1 },
    },
    because: [],
    time: null,
  };
}

function check(effect: string, queries: readonly CheckedQuery[], condition = 'quiet'): CheckResult {
  const seconds = { measure: 1, costs: 1, rivals: 1 };
  return {
    condition,
    mode: 'clones',
    provider: 'embedded',
    scenario: { effect, kind: 'cpu' },
    queries,
    seconds,
  };
}

const results = [
  check('none', [query('quiet'), query('quiet')]),
  check('none', [query('error', 13), query('warning'), query('inconclusive'), query('quiet')]),
  check('+50%', [query('error', 15), query('warning', 15), query('quiet', 11), query('inconclusive', 15)]),
  check('none', [query('quiet')], 'bursts'),
];

it('counts every verdict of ours once, by what it was', () => {
  expect(tally(results).find(({ decision, condition }) => decision === OURS && condition === 'quiet')).toEqual({
    decision: OURS,
    condition: 'quiet',
    mode: 'clones',
    provider: 'embedded',
    verdicts: 6,
    falseErrors: 1,
    falseWarnings: 1,
    inconclusive: 1,
    checks: 2,
    failedChecks: 1,
    meanPairs: 6,
    injected: { '+50%': 4 },
    power: { '+50%': 0.5 },
    failed: { '+50%': 0.25 },
  });
});

it('gives every other decision the same recordings', () => {
  const single = tally(results).find(({ decision }) => decision === 'single run, +20 %');
  expect(single).toMatchObject({ verdicts: 6, falseErrors: 1, failedChecks: 1, power: { '+50%': 0.75 } });
});

it('keeps places apart', () => {
  const places = tally(results).map(({ condition }) => condition);
  expect(new Set(places)).toEqual(new Set(['quiet', 'bursts']));
  expect(places.filter((place) => place === 'bursts')).toHaveLength(places.length / 2);
});

it('adds places up, each with its weight', () => {
  const ours = tally(results).filter(({ decision }) => decision === OURS);
  const [all] = combineEntries(ours, () => 'all');
  expect(all?.combined).toMatchObject({
    verdicts: 7,
    falseErrors: 1,
    checks: 3,
    failedChecks: 1,
    meanPairs: 6,
  });
  expect(all?.combined.injected).toEqual({ '+50%': 4 });
  expect(all?.combined.power).toEqual({ '+50%': 0.5 });
});

it('says of each goal whether it is met, with the number of cases', () => {
  const goals = listGoals(tally(results));
  expect(goals.find(({ name }) => name.startsWith('false errors'))).toMatchObject({
    measured: '1 of 7',
    isMet: false,
  });
  expect(goals.find(({ name }) => name === 'found +50%')).toMatchObject({ measured: '2 of 4', isMet: false });
  const calm = listGoals(tally([check('none', [query('quiet')]), check('2x', [query('error')])]));
  expect(calm.filter(({ isMet }) => !isMet)).toEqual([]);
  expect(calm.map(({ name }) => name)).toContain('found 2x');
});

it('shows a line with its figures, and of how many', () => {
  const combined = combineEntries(tally(results), ({ decision }) => decision);
  const lines = detectionTable(
    'decision',
    combined.map(({ key, combined }) => ({ label: key, combined })),
  ).split('\n');
  expect(lines[0]).toContain('found +50% of 4');
  expect(lines.find((line) => line.includes(OURS))).toMatch(/1 of 7 .* 14\.3 % .* 50 %/);
});

it.each([
  [0, 3000, '0 %'],
  [1, 3000, '0.03 %'],
  [2999, 3000, '99.97 %'],
  [3000, 3000, '100 %'],
  [0, 0, '–'],
])('%d of %d is %s', (part, whole, text) => {
  expect(toPercent(part, whole)).toBe(text);
});
