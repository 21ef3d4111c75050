import { describe, expect, it } from 'vitest';
import { collectPairs } from '../../../src/measure/duet/collect-pairs.ts';
import type { Sample } from '../../../src/measure/duet/sampler.ts';

const UNBOUNDED = { from: [], upTo: 3, deadline: Number.POSITIVE_INFINITY, first: 'base' } as const;
const JUMP: Sample = { kind: 'clock-jumped' };

function recorder(log: string[], side: string, ms = 1) {
  return async () => {
    log.push(side);
    return ms;
  };
}

/** Gives the samples in turn, the last one again and again. */
function playing(samples: readonly Sample[]) {
  let next = 0;
  return async () => samples[Math.min(next++, samples.length - 1)] ?? 0;
}

describe('collectPairs', () => {
  it('runs base and head in ABBA order, so that a drift of the machine falls on both alike', async () => {
    const log: string[] = [];
    const samplers = { base: recorder(log, 'A', 2), head: recorder(log, 'B', 3) };
    const { pairs } = await collectPairs(samplers, UNBOUNDED);
    expect(log.join('')).toBe('ABBAAB');
    expect(pairs).toEqual(Array(3).fill({ baseMs: 2, headMs: 3 }));
    const more = await collectPairs(samplers, { ...UNBOUNDED, from: pairs, upTo: 5 });
    expect(log.join('')).toBe('ABBAABBAAB');
    expect(more.pairs).toHaveLength(5);
  });

  it('begins with head where that is asked', async () => {
    const log: string[] = [];
    const samplers = { base: recorder(log, 'A', 2), head: recorder(log, 'B', 3) };
    const { pairs } = await collectPairs(samplers, { ...UNBOUNDED, first: 'head' });
    expect(log.join('')).toBe('BAABBA');
    expect(pairs).toEqual(Array(3).fill({ baseMs: 2, headMs: 3 }));
  });

  it('begins no pair past the deadline', async () => {
    const samplers = { base: recorder([], 'A'), head: recorder([], 'B') };
    expect((await collectPairs(samplers, { ...UNBOUNDED, deadline: 0 })).pairs).toHaveLength(0);
  });

  it('says which side failed and keeps the pairs until then', async () => {
    const late: Sample = { kind: 'timed-out', afterMs: 30_000 };
    const { pairs, ended } = await collectPairs(
      { base: playing([1]), head: playing([1, 1, late]) },
      { ...UNBOUNDED, upTo: 9 },
    );
    expect(pairs).toHaveLength(2);
    expect(ended).toEqual({ side: 'head', outcome: late });
  });

  it('takes a pair again when the clock jumped, in the same order, and gives up a clock that goes on jumping', async () => {
    const once = await collectPairs({ base: playing([JUMP, 7]), head: playing([8]) }, UNBOUNDED);
    expect(once).toEqual({ pairs: Array(3).fill({ baseMs: 7, headMs: 8 }), ended: null });
    const always = await collectPairs({ base: playing([7]), head: playing([8, JUMP]) }, UNBOUNDED);
    expect(always.pairs).toHaveLength(1);
    expect(always.ended).toEqual({ side: 'head', outcome: JUMP });
  });
});
