import { describe, expect, it } from 'vitest';
import type { QueryPair } from '../../src/compare/query-pair.ts';
import { type Evidence, NO_EVIDENCE, selectQueries } from '../../src/compare/select-queries.ts';

function pair(name: string, change: QueryPair['change']): QueryPair {
  const location = { file: 'q.sql', line: 1, endLine: 1 };
  const because = change === 'changed' ? ['text changed'] : [];
  return { id: `q.sql#${name}`, name, location, change, because, base: null, head: null };
}

const DROPPED = {
  kind: 'index',
  name: 'orders_idx',
  change: 'dropped',
  message: 'index orders_idx dropped',
} as const;

describe('selectQueries', () => {
  it('keeps what the change touches and counts the rest', () => {
    const pairs = [
      pair('a', 'same'),
      pair('b', 'changed'),
      pair('c', 'added'),
      pair('d', 'removed'),
      pair('e', 'same'),
    ];
    const { selected, notAffected } = selectQueries(pairs, () => undefined);
    expect(selected.map((query) => query.pair.name)).toEqual(['b', 'c', 'd']);
    expect(notAffected).toBe(2);
  });

  it.each<[string, Partial<Evidence>, string]>([
    ['another plan', { planDiffers: true }, 'the plan differs between the two databases'],
    ['a changed dependency', { changes: [DROPPED] }, 'index orders_idx dropped'],
  ])('keeps an unchanged query with %s and says so', (_, evidence, because) => {
    const { selected } = selectQueries([pair('a', 'same')], () => ({ ...NO_EVIDENCE, ...evidence }));
    expect(selected[0]?.because).toEqual([because]);
  });

  it('does not blame every query for a seed that grew', () => {
    const evidence = { ...NO_EVIDENCE, everywhere: ['the seed changed'] };
    expect(selectQueries([pair('a', 'same')], () => evidence).selected).toEqual([]);
  });
});
