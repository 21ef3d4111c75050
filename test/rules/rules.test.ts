import { describe, expect, test } from 'vitest';
import type { CaseMeasurement, SideOutcome } from '../../src/compare/measurement.ts';
import { type RuleId, rules } from '../../src/rules/index.ts';
import { resolveRules } from '../../src/rules/policy.ts';
import {
  caseOf,
  FAILED,
  LESS_TIME,
  MORE_TIME,
  planOf,
  SAME_TIME,
  side,
  TIMED_OUT,
  timing,
} from './measurements.ts';

const QUERY = { id: 'q.sql#q', name: 'q', file: 'q.sql', relations: [] };

/** What the default rules say, without messages: `more-blocks error`. */
function found(measurement: CaseMeasurement, id: RuleId): string | undefined {
  const rule = resolveRules({}, [], QUERY).find((resolved) => resolved.id === id);
  return rule?.check(measurement)?.severity;
}

describe('more-rows', () => {
  const rows = (base: number, head: number, time: CaseMeasurement['time'] = SAME_TIME, plan = 'Seq Scan') =>
    found(
      caseOf(side({ rowsProcessed: base }), side({ rowsProcessed: head }, planOf(plan)), time),
      'more-rows',
    );

  test.each([
    ['a product', 2000, 40_000, 'warning'],
    ['exactly both steps', 1000, 2000, 'warning'],
    ['one row short of the absolute step', 10, 1009, undefined],
    ['just short of the relative step', 10_000, 19_999, undefined],
    ['from none', 0, 1000, 'warning'],
    ['fewer', 40_000, 2000, undefined],
  ])('%s: %d → %d', (_, base, head, severity) => {
    expect(rows(base, head)).toBe(severity);
  });

  test('is a warning at most, a note when head is surely faster, and nothing between plans of other shapes', () => {
    expect(rows(2000, 40_000, MORE_TIME)).toBe('warning');
    expect(rows(2000, 40_000, LESS_TIME)).toBe('note');
    expect(rows(2000, 40_000, SAME_TIME, 'Bitmap Heap Scan')).toBeUndefined();
  });
});

describe('more-blocks', () => {
  const blocks = (base: number, head: number, time: CaseMeasurement['time'] = MORE_TIME) =>
    found(caseOf(side({ blocks: base }), side({ blocks: head }), time), 'more-blocks');

  test.each([
    ['many more', 4, 5310, 'error'],
    ['exactly both steps', 128, 160, 'error'],
    ['one block short of the absolute step', 100, 131, undefined],
    ['just short of the relative step', 1000, 1249, undefined],
    ['from none', 0, 32, 'error'],
    ['equal', 50, 50, undefined],
    ['fewer', 5310, 4, undefined],
  ])('%s: %d → %d', (_, base, head, severity) => {
    expect(blocks(base, head)).toBe(severity);
  });

  test.each([
    ['time confirms it', MORE_TIME, 'error'],
    ['time is the same', SAME_TIME, 'warning'],
    ['time is more, but not surely', timing({ estimate: 1.4, low: 0.9, verdict: 'undecided' }), 'warning'],
    ['time is surely more, but hardly', timing({ estimate: 1.09, low: 1.01 }), 'warning'],
    ['time was not measured', null, 'warning'],
    ['it is surely faster', LESS_TIME, 'note'],
    ['it is faster, but not surely', timing({ estimate: 0.7, high: 1.1 }), 'warning'],
  ])('%s', (_, time, severity) => {
    expect(blocks(4, 5310, time)).toBe(severity);
  });

  test('says how many instead of how many', () => {
    const rule = resolveRules({}, [], QUERY).find(({ id }) => id === 'more-blocks');
    const message = (base: number, time: CaseMeasurement['time']) =>
      rule?.check(caseOf(side({ blocks: base }), side({ blocks: 5310 }), time))?.message;
    expect(message(4, MORE_TIME)).toBe('reads 5,310 blocks instead of 4 (1,327x), time +100 % (+5 ms)');
    expect(message(0, null)).toBe('reads 5,310 blocks instead of 0; time was not measured');
    expect(message(3000, LESS_TIME)).toBe(
      'reads 5,310 blocks instead of 3,000 (+77 %), but is faster: time −50 % (−5 ms)',
    );
  });
});

describe('more-temp-blocks', () => {
  const temp = (base: number, head: number, time: CaseMeasurement['time']) =>
    found(caseOf(side({ tempBlocks: base }), side({ tempBlocks: head }), time), 'more-temp-blocks');

  test.each([
    [0, 16, MORE_TIME, 'error'],
    [0, 15, MORE_TIME, undefined],
    [100, 116, SAME_TIME, 'warning'],
    [0, 500, LESS_TIME, 'note'],
    [500, 0, MORE_TIME, undefined],
  ])('%d → %d', (base, head, time, severity) => {
    expect(temp(base, head, time)).toBe(severity);
  });
});

describe('fails-on-head and times-out-on-head', () => {
  test.each([
    ['head fails', side({}), FAILED, 'error', undefined],
    ['head times out', side({}), TIMED_OUT, undefined, 'error'],
    ['both fail', FAILED, FAILED, undefined, undefined],
    ['base fails', FAILED, side({}), undefined, undefined],
    ['base times out and head fails', TIMED_OUT, FAILED, undefined, undefined],
    ['there is no base', null, FAILED, undefined, undefined],
  ])('%s', (_, base, head, fails, timesOut) => {
    expect(found(caseOf(base, head), 'fails-on-head')).toBe(fails);
    expect(found(caseOf(base, head), 'times-out-on-head')).toBe(timesOut);
  });

  test('the server is quoted with its SQLSTATE', () => {
    const messages = resolveRules({}, [], QUERY).map((rule) => rule.check(caseOf(side({}), FAILED))?.message);
    expect(messages).toContain('fails: relation "t" does not exist (SQLSTATE 42P01)');
    const late = resolveRules({}, [], QUERY).map((rule) => rule.check(caseOf(side({}), TIMED_OUT))?.message);
    expect(late).toContain('does not end within 30 s; base takes 5 ms');
  });
});

describe('slower', () => {
  const slow = (time: CaseMeasurement['time'], config = {}) => {
    const rule = resolveRules({ slower: config }, [], QUERY).find(({ id }) => id === 'slower');
    return rule?.check(caseOf(side({}), side({}), time))?.severity;
  };

  test.each([
    ['surely, and confirmed', MORE_TIME, 'error'],
    ['surely, but this run can not be trusted', { ...MORE_TIME, trusted: false }, 'warning'],
    ['undecided and well above', timing({ verdict: 'undecided', estimate: 1.16, differenceMs: 1 }), 'warning'],
    [
      'undecided and hardly above',
      timing({ verdict: 'undecided', estimate: 1.15, differenceMs: 1 }),
      undefined,
    ],
    ['surely not', timing({ estimate: 1.2, differenceMs: 1 }), undefined],
    ['a little, for sure', timing({ estimate: 1.12, low: 1.02, differenceMs: 1 }), 'note'],
    ['a little, but not for sure', timing({ estimate: 1.12, low: 0.99, differenceMs: 1 }), undefined],
    ['hardly, for sure', timing({ estimate: 1.05, low: 1.02, differenceMs: 1 }), undefined],
    [
      'a little, for sure, by microseconds',
      timing({ estimate: 1.12, low: 1.02, differenceMs: 0.1 }),
      undefined,
    ],
    ['surely, but by no more than microseconds', { ...MORE_TIME, differenceMs: 0.19 }, undefined],
    [
      'undecided, but by no more than microseconds',
      timing({ verdict: 'undecided', estimate: 2, differenceMs: 0.1 }),
      undefined,
    ],
    ['not timed', null, undefined],
  ])('%s', (_, time, severity) => {
    expect(slow(time)).toBe(severity);
  });

  test('on a server that is not pinned, and not when measured again, is a note', () => {
    expect(slow({ ...MORE_TIME, trusted: false, doubt: 'refuted' })).toBe('note');
  });

  test('is no graver than the config asks for, and says no more than it allows', () => {
    expect(slow(MORE_TIME, { severity: 'warning' })).toBe('warning');
    expect(slow(MORE_TIME, { minMilliseconds: 6 })).toBeUndefined();
    expect(slow(MORE_TIME, { maxIncreasePercent: 120 })).toBe('note');
  });
});

test.each([
  ['no-cpu-clock', 'without a CPU clock time alone only warns'],
  ['not-pinned', 'on a server that is not held to one core time alone only warns'],
  ['unconfirmed', 'a second measurement did not confirm it'],
  ['control-failed', 'base against base differed too in this run'],
  ['no-control', 'there was no time left to compare base with base'],
] as const)('slower says why time alone only warns: %s', (doubt, words) => {
  const time = { ...MORE_TIME, trusted: false, doubt };
  const rule = resolveRules({}, [], QUERY).find(({ id }) => id === 'slower');
  const finding = rule?.check(caseOf(side({}), side({}), time));
  expect(finding?.severity).toBe('warning');
  expect(finding?.message).toBe(`time +100 % (+5 ms; 95 % interval +80 % to +120 %, 8 pairs), but ${words}`);
});

test('plan-changed is a note about another shape', () => {
  const same = caseOf(side({}), side({}));
  const other = caseOf(side({}), side({}, planOf('Index Scan')));
  expect(found(same, 'plan-changed')).toBeUndefined();
  expect(found(other, 'plan-changed')).toBe('note');
});

describe('every rule', () => {
  test('has an id of its own and a title for the docs', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const { id, title } of rules) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/u);
      expect(title).toMatch(/^[A-Z].*[^.]$/u);
    }
  });

  test('says nothing of a case that is as it was, that is new, or that is gone', () => {
    const work = { blocks: 900, tempBlocks: 40, rowsProcessed: 5, walBytes: 0 };
    const cases = [
      caseOf(side(work), side(work), SAME_TIME),
      caseOf(side(work), side(work)),
      caseOf(null, side(work)),
      caseOf(side(work), null),
      caseOf(FAILED, side(work)),
    ];
    for (const measurement of cases) {
      expect(resolveRules({}, [], QUERY).flatMap((rule) => rule.check(measurement) ?? [])).toEqual([]);
    }
  });

  test('is silent when off', () => {
    const off = Object.fromEntries(rules.map(({ id }) => [id, 'off' as const]));
    const cases = [
      caseOf(side({}), FAILED),
      caseOf(side({}), TIMED_OUT),
      caseOf(side({}), side({ blocks: 9999, tempBlocks: 999 }, planOf('Sort')), MORE_TIME),
    ];
    for (const measurement of cases) {
      expect(resolveRules(off, [], QUERY).flatMap((rule) => rule.check(measurement) ?? [])).toEqual([]);
    }
  });
});

describe('over-budget', () => {
  const plan = { root: { nodeType: 'Seq Scan', actualRows: 50, actualLoops: 1, plans: [] }, triggers: [] };
  const head = side({ blocks: 1000 }, plan, 30);
  const check = (options: Record<string, number>, base: CaseMeasurement['base'] = null) =>
    resolveRules({ 'over-budget': options }, [], QUERY)
      .find(({ id }) => id === 'over-budget')
      ?.check(caseOf(base, head));

  test('says nothing until a budget is set', () => {
    expect(check({})).toBeNull();
    expect(check({ maxBlocks: 1000, maxRows: 50, maxMilliseconds: 30 })).toBeNull();
  });

  test.each([
    [{ maxBlocks: 999 }, 'error', 'reads 1,000 blocks, the budget is 999'],
    [{ maxRows: 49 }, 'error', 'returns 50 rows, the budget is 49'],
    [{ maxMilliseconds: 20 }, 'warning', 'takes 30 ms, the budget is 20 ms'],
    [
      { maxRows: 0, maxMilliseconds: 20 },
      'error',
      'returns 50 rows, the budget is 0; takes 30 ms, the budget is 20 ms',
    ],
  ])('%o', (options, severity, message) => {
    expect(check(options)).toMatchObject({ severity, message });
  });

  test('what base is over too is a note', () => {
    expect(check({ maxBlocks: 999 }, side({ blocks: 1000 }))).toMatchObject({
      severity: 'note',
      message: 'reads 1,000 blocks, the budget is 999, as on base',
    });
    expect(check({ maxBlocks: 999 }, side({ blocks: 999 }))?.severity).toBe('error');
    expect(check({ maxBlocks: 999 }, FAILED)?.severity).toBe('error');
    // A stored baseline has no time that could be over it too.
    const untimed = { ...head, executionMs: [] } as SideOutcome;
    expect(check({ maxMilliseconds: 20 }, untimed)?.severity).toBe('warning');
  });

  test('an override sets a budget for some queries, and lifts one', () => {
    const overrides = [{ queries: 'q.sql', rules: { 'over-budget': { maxBlocks: 5 } } }];
    const found = (config: Parameters<typeof resolveRules>[0]) =>
      resolveRules(config, overrides, QUERY)
        .find(({ id }) => id === 'over-budget')
        ?.check(caseOf(null, head));
    expect(found({})?.message).toContain('the budget is 5');
    expect(found({ 'over-budget': { maxBlocks: 2000, maxRows: 10 } })?.message).toContain('5; returns 50 rows');
  });
});

describe('generic-plan', () => {
  const generic = (blocks: number, isChosen: boolean | null = true) => ({
    outcome: side({ blocks }),
    isChosen,
  });
  const custom = caseOf(side({ blocks: 40 }), side({ blocks: 40 }));
  const judge = (base: ReturnType<typeof generic> | null, head: ReturnType<typeof generic> | null) =>
    found({ ...custom, generic: { base, head } }, 'generic-plan');

  test.each([
    ['twice the work on head only', null, generic(80), 'warning'],
    ['less than twice', null, generic(79), undefined],
    ['the same on base', generic(80), generic(80), undefined],
    ['more on base, but not chosen there', generic(80, false), generic(80), 'warning'],
    ['not chosen', null, generic(8000, false), undefined],
    ['PostgreSQL does not say', null, generic(8000, null), undefined],
    ['on base only', generic(8000), null, undefined],
    ['it does not end', null, { outcome: TIMED_OUT, isChosen: true }, 'warning'],
    ['it fails', null, { outcome: FAILED, isChosen: true }, undefined],
  ])('%s', (_, base, head, severity) => {
    expect(judge(base, head)).toBe(severity);
  });

  test('a new query is judged by head alone', () => {
    const added = { ...caseOf(null, side({ blocks: 4 })), generic: { base: null, head: generic(500) } };
    expect(found(added, 'generic-plan')).toBe('warning');
    const rule = resolveRules({}, [], QUERY).find(({ id }) => id === 'generic-plan');
    expect(rule?.check(added)?.message).toBe(
      'after five executions PostgreSQL would switch to the generic plan, which touches 500 blocks instead of 4 (125x)',
    );
  });
});
