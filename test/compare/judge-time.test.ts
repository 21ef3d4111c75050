import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideCase } from '../../src/compare/compare-time.ts';
import { decidePairs, LOOKS } from '../../src/compare/decide-pairs.ts';
import { confirmsSlower, judgeTime, type TimeRecord } from '../../src/compare/judge-time.ts';
import type { TimedPair } from '../../src/compare/measurement.ts';

const pairs = (ratio: number, count: number, baseMs = 10): TimedPair[] =>
  new Array<TimedPair>(count).fill({ baseMs, headMs: baseMs * ratio });

describe('decidePairs', () => {
  test('the first look that is sure ends it; later pairs are left out', () => {
    const decision = decidePairs([...pairs(2, 5), ...pairs(0.1, 35)]);
    expect(decision).toEqual({ verdict: 'slower', pairs: pairs(2, 5), nextLook: null });
  });

  test('asks for the next look until there is none', () => {
    expect(decidePairs([])).toEqual({ verdict: 'undecided', pairs: [], nextLook: 5 });
    // A third much slower, a third faster: nothing is ever sure.
    const torn = Array.from({ length: 40 }, (_, index) => pairs([1.6, 0.7, 1.2][index % 3] ?? 1, 1)).flat();
    const asked = [0, 5, 8, 12, 16, 20, 30, 40].map((count) => decidePairs(torn.slice(0, count)).nextLook);
    expect(asked).toEqual([...LOOKS, null]);
    expect(decidePairs(torn).verdict).toBe('undecided');
  });

  test('over a second five pairs have to do, on whichever side', () => {
    const slow = [...pairs(1.2, 5, 900)];
    expect(decideCase(slow)).toMatchObject({ verdict: 'undecided', nextLook: null });
    expect(decideCase(pairs(1.2, 5, 800)).nextLook).toBe(8);
    expect(decideCase(pairs(1.5, 5, 2000)).verdict).toBe('slower');
  });

  test('a recorded run gives its verdict again from all pairs or from those that were taken', () => {
    const ms = fc.double({ min: 0.01, max: 50, noNaN: true });
    const record = fc.array(fc.record({ baseMs: ms, headMs: ms }), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(record, (all) => {
        const whole = decideCase(all);
        expect(decideCase(whole.pairs)).toEqual(whole);
      }),
    );
  });
});

describe('judgeTime', () => {
  const record: TimeRecord = {
    pairs: pairs(2, 5),
    again: pairs(2, 5),
    clock: 'cpu',
    pinned: true,
    control: 'passed',
  };

  test.each<[string, Partial<TimeRecord>, string | undefined]>([
    ['confirmed, pinned, CPU clock, control passed', {}, undefined],
    ['elapsed time', { clock: 'execution' }, 'no-cpu-clock'],
    ['not pinned', { pinned: false }, 'not-pinned'],
    ['not pinned, and not measured again', { pinned: false, again: null }, 'not-pinned'],
    ['not pinned, and equal when measured again', { pinned: false, again: pairs(1, 8) }, 'refuted'],
    ['elapsed time, and equal when measured again', { clock: 'execution', again: pairs(1, 8) }, 'refuted'],
    ['control failed', { control: 'failed' }, 'control-failed'],
    ['control not run', { control: 'not-run' }, 'no-control'],
    ['control left out', { control: 'not-needed' }, 'no-control'],
    ['not measured again', { again: null }, 'unconfirmed'],
    ['measured again by too few pairs', { again: pairs(2, 4) }, 'unconfirmed'],
    ['measured again, and equal', { again: pairs(1, 8) }, 'unconfirmed'],
    ['measured again, and 10 % slower', { again: pairs(1.1, 5) }, 'unconfirmed'],
    ['measured again, and 12 % slower', { again: pairs(1.12, 5) }, undefined],
    [
      'not slower, so nothing to confirm',
      { pairs: pairs(1, 5), again: null, control: 'not-needed' },
      undefined,
    ],
    ['faster, and measured again', { pairs: pairs(0.8, 5), again: pairs(0.8, 5) }, undefined],
    ['faster, and not measured again', { pairs: pairs(0.8, 5), again: null }, 'unconfirmed'],
    ['faster, and equal when measured again', { pairs: pairs(0.8, 5), again: pairs(0.98, 5) }, 'unconfirmed'],
    ['faster, and slower when measured again', { pairs: pairs(0.8, 5), again: pairs(2, 5) }, 'unconfirmed'],
    [
      'faster, confirmed, and nothing to hold a control against',
      { pairs: pairs(0.8, 5), again: pairs(0.8, 5), control: 'not-run' },
      undefined,
    ],
    [
      'not slower, on a machine that is not to be trusted',
      { pairs: pairs(0.5, 5), control: 'failed' },
      'control-failed',
    ],
  ])('%s', (_, change, doubt) => {
    const time = judgeTime({ ...record, ...change });
    expect(time?.doubt).toBe(doubt);
    expect(time?.trusted).toBe(doubt === undefined);
  });

  test('says nothing without pairs', () => {
    expect(judgeTime({ ...record, pairs: [] })).toBeNull();
  });

  test('confirms by the pairs that decide, not by those after', () => {
    expect(confirmsSlower([...pairs(1.4, 5), ...pairs(0.5, 3)])).toBe(true);
    expect(confirmsSlower([...pairs(1, 5), ...pairs(3, 30)])).toBe(false);
  });
});
