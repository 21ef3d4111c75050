// A read that is measured after another query's write meets the pages that the write left behind.
import { expect, it } from 'vitest';
import type { QueryPair } from '../../src/compare/query-pair.ts';
import { NO_EVIDENCE } from '../../src/compare/select-queries.ts';
import { orderQueries } from '../../src/measure/order-queries.ts';
import type { Statement } from '../../src/sql/statement.ts';
import { pairOf } from '../rules/measurements.ts';

function query(name: string, sides: 'both' | 'head', kind: Statement['kind'], sql = 'x') {
  const pair = pairOf(sides);
  const edit = (statement: Statement | null) => statement && { ...statement, kind, sql };
  return {
    pair: { ...pair, name, base: edit(pair.base), head: edit(pair.head) } satisfies QueryPair,
    evidence: NO_EVIDENCE,
    because: [],
  };
}

it('measures reads before writes, and writes of one side last', () => {
  const ordered = orderQueries([
    query('new write', 'head', 'insert'),
    query('cte', 'both', 'select', 'WITH gone AS (DELETE FROM t RETURNING *) SELECT * FROM gone'),
    query('read', 'both', 'select'),
    query('write', 'both', 'update'),
    query('new read', 'head', 'select'),
    query('values', 'both', 'values'),
  ]);
  expect(ordered.map(({ pair }) => pair.name)).toEqual([
    'read',
    'new read',
    'values',
    'cte',
    'write',
    'new write',
  ]);
});
