import { expect, it } from 'vitest';
import { renderDetection } from '../../../scripts/detection/render-detection.ts';
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
    measurement: { name: 'q', parameters: [], base: null, head: null, time: null },
  };
}

function check(effect: string, queries: readonly CheckedQuery[], condition = 'quiet'): CheckResult {
  return { condition, mode: 'clones', provider: 'embedded', scenario: { effect, kind: 'cpu' }, queries };
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

it('shows a row for each decision and place', () => {
  const lines = renderDetection(tally(results)).split('\n');
  expect(lines[0]).toContain('found +50%');
  expect(lines.find((line) => line.includes(OURS))).toMatch(
    /quiet, clones, embedded +\| 1 of 6 .* 16\.7 % .* 50\.0 %/,
  );
});
