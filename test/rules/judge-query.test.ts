import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaseMeasurement, SideOutcome } from '../../src/compare/measurement.ts';
import { judgeQuery } from '../../src/rules/judge-query.ts';
import { type RulesConfig, resolveRules } from '../../src/rules/policy.ts';
import { decideVerdict } from '../../src/rules/verdict.ts';
import {
  caseOf,
  FAILED,
  LESS_TIME,
  MORE_TIME,
  pairOf,
  planOf,
  SAME_TIME,
  side,
  TIMED_OUT,
  timing,
} from './measurements.ts';

function judge(cases: readonly CaseMeasurement[], config: RulesConfig = {}, pair = pairOf()) {
  const rules = resolveRules(config, [], {
    id: pair.id,
    name: pair.name,
    file: pair.location.file,
    relations: [],
  });
  return judgeQuery({ pair, cases, failure: null, rules });
}

const WORK = { blocks: 1000, tempBlocks: 0, rowsProcessed: 10, walBytes: 0 };

describe('the status is', () => {
  test.each<[string, CaseMeasurement[], string]>([
    ['unchanged when nothing differs', [caseOf(side(WORK), side(WORK))], 'unchanged'],
    ['regressed by an error', [caseOf(side({ blocks: 4 }), side(WORK), MORE_TIME)], 'regressed'],
    ['regressed by a warning', [caseOf(side({ blocks: 4 }), side(WORK), SAME_TIME)], 'regressed'],
    ['improved by faster execution', [caseOf(side(WORK), side(WORK), LESS_TIME)], 'improved'],
    [
      'unchanged by microseconds less',
      [caseOf(side(WORK), side(WORK), { ...LESS_TIME, differenceMs: -0.1 })],
      'unchanged',
    ],
    ['improved by fewer blocks', [caseOf(side(WORK), side({ ...WORK, blocks: 700 }), SAME_TIME)], 'improved'],
    [
      'unchanged by a few blocks fewer',
      [caseOf(side(WORK), side({ ...WORK, blocks: 990 }), SAME_TIME)],
      'unchanged',
    ],
    ['improved by a spill that is gone', [caseOf(side({ ...WORK, tempBlocks: 50 }), side(WORK))], 'improved'],
    ['improved by more work in less time', [caseOf(side({ blocks: 4 }), side(WORK), LESS_TIME)], 'improved'],
    ['plan-changed', [caseOf(side(WORK), side(WORK, planOf('Sort')), SAME_TIME)], 'plan-changed'],
    ['regressed when head fails', [caseOf(side(WORK), FAILED)], 'regressed'],
    ['regressed when head does not end', [caseOf(side(WORK), TIMED_OUT)], 'regressed'],
    ['improved when base fails', [caseOf(FAILED, side(WORK))], 'improved'],
    ['improved when base does not end', [caseOf(TIMED_OUT, side(WORK))], 'improved'],
    ['inconclusive when both fail', [caseOf(FAILED, FAILED)], 'inconclusive'],
    ['inconclusive when base does not end and head fails', [caseOf(TIMED_OUT, FAILED)], 'inconclusive'],
    [
      'regressed by one case of several',
      [caseOf(side(WORK), side(WORK)), caseOf(side({}), side(WORK), MORE_TIME, 'b')],
      'regressed',
    ],
    [
      'inconclusive by one case of several',
      [caseOf(side(WORK), side(WORK)), caseOf(FAILED, FAILED, null, 'b')],
      'inconclusive',
    ],
    [
      'regressed rather than inconclusive',
      [caseOf(FAILED, FAILED), caseOf(side(WORK), FAILED, null, 'b')],
      'regressed',
    ],
    [
      'improved by one case of several',
      [caseOf(side(WORK), side(WORK)), caseOf(side(WORK), side({}), SAME_TIME, 'b')],
      'improved',
    ],
  ])('%s', (_, cases, status) => {
    expect(judge(cases).status).toBe(status);
  });

  test('new without a base, whatever it does', () => {
    expect(judge([caseOf(null, side({ blocks: 1e6 }))], {}, pairOf('head')).status).toBe('new');
  });

  test('new with what is found, which decides the verdict: it has no base to regress against', () => {
    const budget = { 'over-budget': { maxBlocks: 999 } };
    const judged = judge([caseOf(null, side(WORK))], budget, pairOf('head'));
    expect(judged).toMatchObject({ status: 'new', findings: [{ rule: 'over-budget', severity: 'error' }] });
    expect(decideVerdict([judged], 'error')).toBe('fail');
    expect(judge([caseOf(side({ blocks: 10 }), side(WORK))], budget).status).toBe('regressed');
  });

  test('inconclusive when one case of a new query is over budget and another does not run', () => {
    const cases = [caseOf(null, side(WORK)), caseOf(null, FAILED, null, 'b')];
    const judged = judge(cases, { 'over-budget': { maxBlocks: 1 } }, pairOf('head'));
    expect(judged).toMatchObject({ status: 'inconclusive', findings: [{ rule: 'over-budget' }] });
  });

  test('inconclusive, not new, when a new query does not run: it was not seen to work', () => {
    expect(judge([caseOf(null, FAILED)], {}, pairOf('head'))).toMatchObject({
      status: 'inconclusive',
      failure: {
        kind: 'error',
        message: expect.stringContaining('relation "t" does not exist (SQLSTATE 42P01)'),
      },
    });
    expect(judge([caseOf(null, TIMED_OUT)], {}, pairOf('head')).failure?.kind).toBe('timeout');
  });

  test.each([
    ['inconclusive by a time that is not decided', {}, 'inconclusive'],
    ['unchanged where nobody asks for time', { slower: 'off' }, 'unchanged'],
  ] as const)('%s', (_, config, status) => {
    const open = timing({ verdict: 'undecided', estimate: 1.1, low: 0.9, high: 1.4, differenceMs: 0.1 });
    expect(judge([caseOf(side(WORK), side(WORK), open)], config).status).toBe(status);
    const untimed = { ...caseOf(side(WORK), side(WORK)), untimed: 'the budget was spent' };
    expect(judge([untimed], config).status).toBe(status);
  });

  test('regressed by more work although nobody asks for time', () => {
    const open = timing({ verdict: 'undecided', estimate: 1.1, low: 0.9, high: 1.4 });
    expect(judge([caseOf(side({ blocks: 4 }), side(WORK), open)], { slower: 'off' }).status).toBe('regressed');
  });

  test('removed without a head', () => {
    expect(judge([], {}, pairOf('base'))).toEqual({ status: 'removed', findings: [], failure: null });
  });

  test('inconclusive with the reason when it could not be measured', () => {
    const failure = { kind: 'no-values', message: 'no values for $1' } as const;
    expect(judgeQuery({ pair: pairOf(), cases: [], failure, rules: [] })).toEqual({
      status: 'inconclusive',
      findings: [],
      failure,
    });
  });

  test('never green by omission: no cases and no reason is a bug', () => {
    expect(() => judge([])).toThrow('was not measured and no reason is given');
  });

  test('not regressed by what is a note in the config', () => {
    const judgement = judge([caseOf(side({ blocks: 4 }), side(WORK), MORE_TIME)], {
      'more-blocks': 'note',
      slower: 'off',
    });
    expect(judgement.status).toBe('unchanged');
    expect(judgement.findings).toMatchObject([{ rule: 'more-blocks', severity: 'note', case: 'default' }]);
  });
});

test('the failure is there exactly when the status is inconclusive', () => {
  const outcomes = fc.constantFrom<SideOutcome>(FAILED, TIMED_OUT, side(WORK), side({}));
  fc.assert(
    fc.property(fc.array(fc.tuple(outcomes, outcomes), { minLength: 1, maxLength: 4 }), (sides) => {
      const judgement = judge(sides.map(([base, head], index) => caseOf(base, head, null, `c${index}`)));
      expect(judgement.failure !== null).toBe(judgement.status === 'inconclusive');
    }),
  );
});

describe('more work never gives a better verdict', () => {
  const figure = fc.nat(5000);
  const work = fc.record({ blocks: figure, tempBlocks: fc.nat(100), rowsProcessed: figure, walBytes: figure });
  const time = fc
    .tuple(
      fc.double({ min: 0.2, max: 5, noNaN: true }),
      fc.double({ min: 1, max: 1.5, noNaN: true }),
      fc.boolean(),
    )
    .map(([estimate, width, trusted]) =>
      timing({
        estimate,
        low: estimate / width,
        high: estimate * width,
        differenceMs: (estimate - 1) * 5,
        verdict:
          estimate / width > 1.05 && estimate > 1.15
            ? 'slower'
            : estimate * width < 1.15
              ? 'not-slower'
              : 'undecided',
        trusted,
      }),
    );
  const RANKS = ['pass', 'warn', 'fail'];
  const rank = (cases: readonly CaseMeasurement[], failOn: 'error' | 'warning') =>
    RANKS.indexOf(decideVerdict([judge(cases)], failOn));

  test('in blocks and temp blocks', () => {
    fc.assert(
      fc.property(
        work,
        work,
        work,
        fc.option(time),
        fc.constantFrom('error' as const, 'warning' as const),
        (base, head, more, compared, failOn) => {
          const heavier = {
            ...head,
            blocks: head.blocks + more.blocks,
            tempBlocks: head.tempBlocks + more.tempBlocks,
          };
          const verdict = (work: typeof head) => rank([caseOf(side(base), side(work), compared)], failOn);
          expect(verdict(heavier)).toBeGreaterThanOrEqual(verdict(head));
        },
      ),
    );
  });

  test('in time', () => {
    fc.assert(
      fc.property(work, work, time, time, (base, head, one, other) => {
        const [less, more] = one.estimate < other.estimate ? [one, other] : [other, one];
        // As wide an interval and as much trust, shifted as a whole.
        const factor = more.estimate / less.estimate;
        const shifted = timing({
          ...less,
          estimate: more.estimate,
          low: less.low * factor,
          high: less.high * factor,
          differenceMs: more.differenceMs,
          verdict:
            less.low * factor > 1.05 && more.estimate > 1.15
              ? 'slower'
              : less.high * factor < 1.15
                ? 'not-slower'
                : 'undecided',
        });
        const verdict = (compared: typeof less) => rank([caseOf(side(base), side(head), compared)], 'error');
        expect(verdict(shifted)).toBeGreaterThanOrEqual(verdict(less));
      }),
    );
  });

  test('in failing or not ending, or in a case added', () => {
    fc.assert(
      fc.property(work, work, fc.constantFrom(FAILED, TIMED_OUT), (base, head, broken) => {
        const one = caseOf(side(base), side(head));
        expect(rank([caseOf(side(base), broken)], 'error')).toBeGreaterThanOrEqual(rank([one], 'error'));
        expect(rank([one, caseOf(side(base), broken, null, 'b')], 'error')).toBeGreaterThanOrEqual(
          rank([one], 'error'),
        );
      }),
    );
  });
});
