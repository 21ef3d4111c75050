// The change as a whole is held against its budget, and those queries are named that have to become cheaper.
import { expect, test } from 'vitest';
import { weighLoad } from '../../src/compare/load/weigh-load.ts';
import { buildReport } from '../../src/report/build-report.ts';
import { renderText } from '../../src/report/render-text.ts';
import { judgeQuery } from '../../src/rules/judge-query.ts';
import type { RulesConfig } from '../../src/rules/policy.ts';
import { resolveRules } from '../../src/rules/policy.ts';
import { caseOf, pairOf, side, timing } from './measurements.ts';

interface Slower {
  readonly name: string;
  readonly callsPerMinute: number | null;
  readonly baseMs: number;
  readonly addedMs: number;
  readonly trusted?: boolean;
}

function judge(queries: readonly Slower[], rules: RulesConfig = {}) {
  const measured = queries.map(({ name, baseMs, addedMs, trusted = true }) => {
    const estimate = (baseMs + addedMs) / baseMs;
    const verdict = estimate > 1.15 ? 'slower' : 'not-slower';
    const time = timing({
      verdict,
      estimate,
      low: estimate * 0.99,
      high: estimate * 1.01,
      differenceMs: addedMs,
      trusted,
    });
    const ms = baseMs + addedMs;
    const cases = [caseOf(side({}, undefined, baseMs), side({}, undefined, ms), time)];
    return { query: { pair: { ...pairOf(), id: `q.sql#${name}`, name } }, cases };
  });
  const calls = (pair: { readonly name: string }) =>
    queries.find(({ name }) => name === pair.name)?.callsPerMinute ?? null;
  const { measured: weighed, runLoad } = weighLoad(measured, calls);
  const judged = weighed.map(({ query: { pair }, cases, load }) => {
    const resolved = resolveRules(rules, [], { id: pair.id, name: pair.name, file: 'q.sql', relations: [] });
    const judgement = judgeQuery({ pair, cases, failure: null, rules: resolved });
    return { ...judgement, pair, because: [], movedBy: [], cases, load };
  });
  const side_ = { ref: 'x', sha: null };
  return buildReport({
    base: side_,
    head: side_,
    environment: null,
    queries: judged,
    notAffected: 0,
    failOn: 'error',
    runLoad,
  });
}

const loadFindings = (report: ReturnType<typeof judge>) =>
  report.queries.flatMap(({ name, findings }) =>
    findings
      .filter(({ rule }) => rule === 'more-load')
      .map(({ severity, message }) => ({ name, severity, message })),
  );

const BUSY = { name: 'busy', callsPerMinute: 60_000, baseMs: 4, addedMs: 5 };
const NIGHTLY = { name: 'nightly', callsPerMinute: 1 / 1440, baseMs: 2_000, addedMs: 5_000 };

test('5 ms more on a query that runs 60,000 times a minute come before 5 s on a nightly one', () => {
  const report = judge([NIGHTLY, BUSY]);
  expect(report.queries.map(({ name, status }) => [name, status])).toEqual([
    ['busy', 'regressed'],
    ['nightly', 'regressed'],
  ]);
  expect(loadFindings(report)).toEqual([
    {
      name: 'busy',
      severity: 'error',
      message:
        'adds 5 CPU-seconds per second: 5 ms more at 60,000 calls a minute; the change adds 5 CPU-seconds per second in all, the budget is 0.8 CPU-seconds per second',
    },
  ]);
  const text = renderText(report);
  expect(text).toContain('load: 60,000 calls a minute, +5 ms each: +5 CPU-seconds per second');
  expect(text).toContain('load: 1 call a day, +5,000 ms each: +0.000058 CPU-seconds per second');
  // Without calls the one that takes longest is as bad as any, and ids decide.
  const unweighed = judge([
    { ...NIGHTLY, callsPerMinute: null },
    { ...BUSY, name: 'z', callsPerMinute: null },
  ]);
  expect(unweighed.queries.map(({ name }) => name)).toEqual(['nightly', 'z']);
  expect(loadFindings(unweighed)).toEqual([]);
});

test('5 % that no other rule minds may be too much for the database, but not by itself an error', () => {
  const report = judge([{ ...BUSY, baseMs: 100 }]);
  expect(loadFindings(report)).toMatchObject([
    { severity: 'warning', message: expect.stringMatching(/the time is not confirmed$/) },
  ]);
  expect(report.verdict).toBe('warn');
});

test('the queries that have to become cheaper are named, not each one that adds', () => {
  const each = { callsPerMinute: 6_000, baseMs: 4, addedMs: 5 };
  const report = judge([
    { ...each, name: 'a' },
    { ...each, name: 'b', addedMs: 6 },
    { ...each, name: 'c', addedMs: 1 },
  ]);
  // 0.5 + 0.6 + 0.1: without b, 0.6 is within the budget.
  expect(report.addedLoad).toBeCloseTo(1.2);
  expect(loadFindings(report).map(({ name }) => name)).toEqual(['b']);
  const strict = { 'more-load': { maxCpuSecondsPerSecond: 0.2 } };
  expect(
    loadFindings(
      judge(
        [
          { ...each, name: 'a' },
          { ...each, name: 'c', addedMs: 1 },
        ],
        strict,
      ),
    ).map(({ name }) => name),
  ).toEqual(['a']);
});

test.for([
  ['off', { 'more-load': 'off' as const }, []],
  ['a warning', { 'more-load': 'warning' as const }, ['warning']],
  ['a larger budget', { 'more-load': { maxCpuSecondsPerSecond: 5.1 } }, []],
] as const)('%s', ([, rules, severities]) => {
  expect(loadFindings(judge([BUSY], rules)).map(({ severity }) => severity)).toEqual(severities);
});

test('where time can not be trusted it is a warning', () => {
  expect(loadFindings(judge([{ ...BUSY, trusted: false }]))).toMatchObject([{ severity: 'warning' }]);
});
