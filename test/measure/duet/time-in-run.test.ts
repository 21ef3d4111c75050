// The procedure of a run over samplers that are made up: what it spends its budget on, and when it trusts itself.
import { describe, expect, it } from 'vitest';
import type { CaseSide } from '../../../src/measure/case-side.ts';
import type { DuetParts } from '../../../src/measure/duet/duet-parts.ts';
import type { Sample } from '../../../src/measure/duet/sampler.ts';
import { type TimingContext, timeInRun } from '../../../src/measure/duet/time-in-run.ts';
import type { TimedCase } from '../../../src/measure/duet/timed-case.ts';
import { addTiming } from '../../../src/measure/measure-case.ts';
import type { MeasuringSide } from '../../../src/measure/measuring-session.ts';
import { planOf } from '../../rules/measurements.ts';

/** A side of which nothing is asked but its backends. */
function fakeSide(log: string[] = [], name = 'side'): MeasuringSide {
  const unused = async () => {
    throw new Error('no server here');
  };
  return {
    session: { query: unused, repeat: unused },
    versionNumber: 180_000,
    plans: 'custom',
    cleanUp: unused,
    readClock: unused,
    renew: async () => void log.push(`renew ${name}`),
    openTwin: async () => ({ ...fakeSide(log, 'twin'), [Symbol.asyncDispose]: async () => undefined }),
  };
}

type Play = (side: 'base' | 'head', sides: TimedCase['sides'], count: number) => Sample;

/** A case whose samples are played; `ms` is what EXPLAIN said of each side. */
function fakeCase(
  name: string,
  side: MeasuringSide,
  ms: { base: number; head: number },
  head = side,
): TimedCase {
  const measured = (time: number) => ({
    kind: 'measured' as const,
    work: { blocks: 10, tempBlocks: 0, rowsProcessed: 1, walBytes: 0 },
    plan: planOf('Seq Scan'),
    executionMs: [time],
  });
  return {
    sides: { base: { side, sql: name, values: [] }, head: { side: head, sql: name, values: [] } },
    measured: { base: measured(ms.base), head: measured(ms.head) },
    written: { base: [], head: [] },
    constraints: 'immediate',
  };
}

function fakeParts(play: Play, log: string[] = [], clock: 'cpu' | 'execution' = 'cpu'): DuetParts {
  return {
    async open(timed) {
      let count = 0;
      const sampler = (side: 'base' | 'head') => async () => {
        log.push(`${timed.sides[side].sql} ${side}`);
        count += 1;
        return play(side, timed.sides, count);
      };
      return { samplers: { base: sampler('base'), head: sampler('head') }, clock };
    },
    async warmUp(side: CaseSide) {
      log.push(`warm up ${side.sql}`);
      return true;
    },
  };
}

const side = fakeSide();
const twice: Play = (name) => (name === 'head' ? 20 : 10);
/** Head is slower, and base against base is equal: there both texts run on the same side. */
const playRatio =
  (ratio: number): Play =>
  (name, sides) =>
    name === 'head' && sides.base.sql === sides.head.sql && sides.base !== sides.head ? 10 * ratio : 10;

function context(parts: DuetParts, change: Partial<TimingContext> = {}): TimingContext {
  const budget = { caseMs: 10_000, runDeadline: performance.now() + 60_000 };
  return { sides: { base: side, head: side }, budget, pinned: true, parts, ...change };
}

describe('timeInRun', () => {
  it('trusts a slower head that a second measurement confirms where base against base is equal', async () => {
    const log: string[] = [];
    const own = fakeSide(log);
    const timed = fakeCase('q', own, { base: 10, head: 20 });
    let comparisons = 0;
    const parts = fakeParts(twice, log);
    const controlled: DuetParts = {
      ...parts,
      open: (opened) => {
        comparisons += 1;
        // From the third on it is the control.
        return comparisons > 2 ? fakeParts(() => 10, log).open(opened) : parts.open(opened);
      },
    };
    const { timings, control } = await timeInRun(
      [timed],
      context(controlled, { sides: { base: own, head: own } }),
    );
    expect(timings[0]?.time).toMatchObject({ verdict: 'slower', trusted: true, pairs: 5, clock: 'cpu' });
    expect(control).toEqual({ outcome: 'passed', compared: 3, slower: 0 });
    const renewed = log.indexOf('renew side');
    expect(log.slice(0, 4)).toEqual(['q base', 'q head', 'q head', 'q base']);
    // One backend for both sides is renewed once; then head comes first.
    expect(log.filter((line) => line === 'renew side')).toHaveLength(1);
    expect(log.slice(renewed + 1, renewed + 7)).toEqual([
      'warm up q',
      'warm up q',
      'q head',
      'q base',
      'q base',
      'q head',
    ]);
  });

  it('only warns when base against base is slower too', async () => {
    const { timings, control } = await timeInRun(
      [fakeCase('q', side, { base: 10, head: 20 })],
      context(fakeParts(twice)),
    );
    expect(control).toMatchObject({ outcome: 'failed', slower: 3 });
    expect(timings[0]?.time).toMatchObject({ verdict: 'slower', trusted: false, doubt: 'control-failed' });
  });

  it('only warns when the second measurement does not agree', async () => {
    let opened = 0;
    const parts: DuetParts = {
      ...fakeParts(twice),
      open: (timed) => {
        opened += 1;
        return fakeParts(opened === 1 ? twice : () => 10).open(timed);
      },
    };
    const { timings } = await timeInRun([fakeCase('q', side, { base: 10, head: 20 })], context(parts));
    expect(timings[0]?.time).toMatchObject({ verdict: 'slower', trusted: false, doubt: 'unconfirmed' });
  });

  it.each([
    ['without a CPU clock', 'execution', true, 'no-cpu-clock'],
    ['on a server that is not pinned', 'cpu', false, 'not-pinned'],
  ] as const)('%s it only warns, confirmed, and needs no control', async (_, clock, pinned, doubt) => {
    const log: string[] = [];
    const { timings, control } = await timeInRun(
      [fakeCase('q', side, { base: 10, head: 20 })],
      context(fakeParts(twice, log, clock), { pinned }),
    );
    expect(timings[0]?.time).toMatchObject({ verdict: 'slower', trusted: false, doubt });
    expect(control).toBeNull();
    expect(log.some((line) => line.startsWith('warm up'))).toBe(true);
  });

  it('on a server that is not pinned a second measurement takes a warning back', async () => {
    let opened = 0;
    const parts: DuetParts = {
      ...fakeParts(twice),
      open: (timed) => {
        opened += 1;
        return fakeParts(opened === 1 ? twice : () => 10).open(timed);
      },
    };
    const cases = [fakeCase('q', side, { base: 10, head: 20 })];
    const { timings } = await timeInRun(cases, context(parts, { pinned: false }));
    expect(timings[0]?.time).toMatchObject({ verdict: 'slower', trusted: false, doubt: 'refuted' });
  });

  it('needs no control where nothing rests on time, by its floor or by its verdict', async () => {
    const equal = await timeInRun(
      [fakeCase('q', side, { base: 10, head: 10 })],
      context(fakeParts(playRatio(1))),
    );
    expect(equal.control).toBeNull();
    expect(equal.timings[0]?.time).toMatchObject({ verdict: 'not-slower', trusted: true });
    const tiny: Play = (name) => (name === 'head' ? 0.04 : 0.02);
    const { control, timings } = await timeInRun(
      [fakeCase('q', side, { base: 0.02, head: 0.04 })],
      context(fakeParts(tiny)),
    );
    expect(control).toBeNull();
    expect(timings[0]?.time).toMatchObject({ verdict: 'slower', trusted: false });
  });

  it('takes a twin of base for the control where each side has a backend of its own', async () => {
    const log: string[] = [];
    const base = fakeSide(log, 'base');
    const head = fakeSide(log, 'head');
    const timed = fakeCase('q', base, { base: 10, head: 20 }, head);
    const parts = fakeParts((name, sides) => (name === 'head' && sides.head.side === head ? 20 : 10), log);
    const { timings, control } = await timeInRun([timed], context(parts, { sides: { base, head } }));
    expect(log.filter((line) => line.startsWith('renew')).sort()).toEqual(['renew base', 'renew head']);
    expect(control).toEqual({ outcome: 'passed', compared: 3, slower: 0 });
    expect(timings[0]?.time?.trusted).toBe(true);
  });

  it('goes in rounds, and the most at stake first', async () => {
    const log: string[] = [];
    // Of two pairs head is slower in one: undecided at the first look.
    const torn: Play = (name, _, count) => (name === 'head' && count % 4 === 2 ? 14 : 10);
    const cases = [
      fakeCase('equal', side, { base: 10, head: 10 }),
      fakeCase('slower', side, { base: 10, head: 90 }),
      fakeCase('a little', side, { base: 10, head: 12 }),
    ];
    await timeInRun(cases, context(fakeParts(torn, log)));
    const names = log.map((line) => line.replace(/ (base|head)$/, ''));
    const order = names.filter((name, index) => name !== names[index - 1]);
    expect(order.slice(0, 3)).toEqual(['slower', 'a little', 'equal']);
    expect(new Set(order.slice(3, 6)).size).toBe(3);
  });

  it('spends a budget that is too small on what matters, and names what it left', async () => {
    const cases = [
      fakeCase('long', side, { base: 9_000, head: 9_000 }),
      fakeCase('short', side, { base: 1, head: 2 }),
    ];
    const budget = { caseMs: 10_000, runDeadline: performance.now() + 60_000 };
    const { timings } = await timeInRun(
      cases,
      context(
        fakeParts(() => 1),
        { budget },
      ),
    );
    const measurement = { name: 'default', parameters: [], base: null, head: null, time: null };
    const [long, short] = timings.map((timing) => addTiming(measurement, timing));
    expect(long).toMatchObject({ time: null, untimed: "the run's budget of time was spent" });
    expect(short?.time).toMatchObject({ verdict: 'not-slower' });
  });

  it('keeps a case within its own budget once it has a look', async () => {
    const torn: Play = (name, _, count) => (name === 'head' && count % 4 === 2 ? 600 : 400);
    const { timings } = await timeInRun(
      [fakeCase('q', side, { base: 400, head: 400 })],
      context(fakeParts(torn), {
        budget: { caseMs: 2_000, runDeadline: performance.now() + 60_000 },
      }),
    );
    expect(timings[0]?.pairs).toHaveLength(5);
    // It took no time here, but its next look would take 2.7 s by what its samples say.
    expect(timings[0]?.stopped).toBe("the case's budget of time was spent");
    expect(timings[0]?.time?.verdict).toBe('undecided');
  });

  it('calls no case equal whose clock jumps, or whose side fails while it is timed', async () => {
    const measurement = { name: 'default', parameters: [], base: null, head: null, time: null };
    const jumping = await timeInRun(
      [fakeCase('q', side, { base: 1, head: 1 })],
      context(fakeParts(() => ({ kind: 'clock-jumped' }))),
    );
    expect(jumping.timings.map((timing) => addTiming(measurement, timing))).toMatchObject([
      { time: null, untimed: 'the CPU clock of the server jumped' },
    ]);
    const late: Play = (name, _, count) =>
      name === 'head' && count > 4 ? { kind: 'timed-out', afterMs: 30_000 } : 5;
    const { timings } = await timeInRun([fakeCase('q', side, { base: 5, head: 5 })], context(fakeParts(late)));
    expect(timings.map((timing) => addTiming(measurement, timing))).toMatchObject([
      { time: null, head: { kind: 'timed-out', afterMs: 30_000 } },
    ]);
  });
});
