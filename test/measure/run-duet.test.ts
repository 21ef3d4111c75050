import { describe, expect, it } from 'vitest';
import { runDuet } from '../../src/measure/run-duet.ts';

const UNBOUNDED = { maxPairs: 40, deadline: Number.POSITIVE_INFINITY };

function recorder(log: string[], side: string, ms = 1) {
  return async () => {
    log.push(side);
    return ms;
  };
}

describe('runDuet', () => {
  it('runs base and head in ABBA order, so that a drift falls on both alike', async () => {
    const log: string[] = [];
    const duet = await runDuet(
      { base: recorder(log, 'A', 2), head: recorder(log, 'B', 3) },
      (pairs) => pairs.length === 3,
      UNBOUNDED,
    );
    expect(log.join('')).toBe('ABBAAB');
    expect(duet.pairs).toEqual(Array(3).fill({ baseMs: 2, headMs: 3 }));
  });

  it('stops at the most pairs and past the deadline', async () => {
    const samplers = { base: recorder([], 'A'), head: recorder([], 'B') };
    expect((await runDuet(samplers, () => false, { ...UNBOUNDED, maxPairs: 5 })).pairs).toHaveLength(5);
    expect((await runDuet(samplers, () => false, { ...UNBOUNDED, deadline: 0 })).pairs).toHaveLength(0);
  });

  it('says which side failed and keeps the pairs until then', async () => {
    let runs = 0;
    const failing = async () => {
      runs += 1;
      return runs < 3 ? 1 : { kind: 'timed-out' as const, afterMs: 30_000 };
    };
    const duet = await runDuet({ base: recorder([], 'A'), head: failing }, () => false, UNBOUNDED);
    expect(duet.pairs).toHaveLength(2);
    expect(duet.failure).toEqual({ side: 'head', outcome: { kind: 'timed-out', afterMs: 30_000 } });
  });
});
