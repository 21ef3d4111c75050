// Five milliseconds on a busy query cost more than five seconds on a nightly one; noise costs nothing.
import { expect, test } from 'vitest';
import { weighLoad } from '../../../src/compare/load/weigh-load.ts';
import type { CaseMeasurement } from '../../../src/compare/measurement.ts';
import type { QueryPair } from '../../../src/compare/query-pair.ts';
import { caseOf, FAILED, pairOf, side, timing } from '../../rules/measurements.ts';

const CALLS: Readonly<Record<string, number>> = { busy: 60_000, nightly: 1 / 1440, other: 6_000 };

const slowerBy = (differenceMs: number, overrides = {}) =>
  caseOf(
    side({}),
    side({}),
    timing({ verdict: 'slower', estimate: 2, low: 1.8, high: 2.2, differenceMs, ...overrides }),
  );

const queryOf = (name: string, ...cases: readonly CaseMeasurement[]) => ({
  query: { pair: { ...pairOf(), id: `q.sql#${name}`, name } satisfies QueryPair },
  cases,
});

const weigh = (...queries: readonly ReturnType<typeof queryOf>[]) =>
  weighLoad(queries, ({ name }) => CALLS[name] ?? null);

test('milliseconds a call times calls a minute', () => {
  const { measured, runLoad } = weigh(
    queryOf('nightly', slowerBy(5_000)),
    queryOf('busy', slowerBy(5)),
    queryOf('unknown', slowerBy(9_000)),
  );
  expect(measured.map(({ load }) => load)).toEqual([
    { callsPerMinute: 1 / 1440, addedMsPerCall: 5_000, addedLoad: 5_000 / 1440 / 60_000 },
    { callsPerMinute: 60_000, addedMsPerCall: 5, addedLoad: 5 },
    null,
  ]);
  expect(runLoad).toBeCloseTo(5.000058, 6);
  // The nightly one alone is what is left when the busy one is made cheaper.
  expect(measured.map(({ cases }) => cases[0]?.load?.leftLoad)).toEqual([
    5_000 / 1440 / 60_000,
    runLoad,
    undefined,
  ]);
});

test('what one query saves, another may spend', () => {
  const faster = timing({ estimate: 0.5, low: 0.4, high: 0.6, differenceMs: -40 });
  const { measured, runLoad } = weigh(
    queryOf('busy', slowerBy(5)),
    queryOf('other', caseOf(side({}), side({}), faster)),
  );
  expect(runLoad).toBeCloseTo(1);
  expect(measured[0]?.cases[0]?.load).toMatchObject({ addedLoad: 5, sureLeftLoad: runLoad });
  expect(measured[1]?.cases[0]?.load).toBeUndefined();
});

test.for([
  ['a difference that may be none', slowerBy(5, { verdict: 'undecided', low: 0.9 }), 0, undefined],
  ['a confirmed one', slowerBy(5), 5, 5],
  ['an unconfirmed one', slowerBy(5, { trusted: false }), 5, 0],
  ['one within what is allowed', slowerBy(5, { verdict: 'not-slower', estimate: 1.05, low: 1.02 }), 5, 0],
  [
    'an unconfirmed one with more blocks',
    caseOf(
      side({ blocks: 100 }),
      side({ blocks: 900 }),
      timing({ trusted: false, estimate: 2, low: 1.8, high: 2.2, differenceMs: 5 }),
    ),
    5,
    5,
  ],
  ['a new query', caseOf(null, side({}, undefined, 5)), 5, 0],
  ['one that was not timed', caseOf(side({}), side({})), null, undefined],
  ['one that fails', caseOf(side({}), FAILED), null, undefined],
] as const)('%s', ([, measurement, addedMsPerCall, sureLeftLoad]) => {
  const [weighed] = weigh(queryOf('busy', measurement)).measured;
  expect([weighed?.load?.addedMsPerCall, weighed?.cases[0]?.load?.sureLeftLoad]).toEqual([
    addedMsPerCall,
    sureLeftLoad,
  ]);
});

test('`typical` stands for the query', () => {
  const cases = [
    { ...slowerBy(500), name: 'heaviest' },
    { ...slowerBy(1), name: 'typical' },
  ];
  const [weighed] = weigh(queryOf('busy', ...cases)).measured;
  expect(weighed?.load?.addedMsPerCall).toBe(1);
  expect(weighed?.cases.map(({ load }) => load?.addedLoad)).toEqual([undefined, 1]);
});

test('nothing is known of any query', () => {
  expect(weigh(queryOf('unknown', slowerBy(5)))).toMatchObject({ runLoad: null, measured: [{ load: null }] });
});
