// A read that is measured after another query's write meets the pages that the write left behind.
import { beforeAll, expect, it } from 'vitest';
import { NO_EVIDENCE } from '../../src/compare/select-queries.ts';
import { orderQueries } from '../../src/measure/order-queries.ts';
import { canonicalOf } from '../../src/sql/canonical.ts';
import { loadParser, parseSql } from '../../src/sql/parser.ts';
import type { Statement } from '../../src/sql/statement.ts';
import { pairOf } from '../rules/measurements.ts';

beforeAll(() => loadParser());

function query(name: string, sides: 'both' | 'head', sql: string) {
  const pair = pairOf(sides);
  const parsed = parseSql(sql);
  if (!parsed.ok) throw new Error(parsed.rejection.message);
  const canonical = canonicalOf(parsed.value);
  const edit = (statement: Statement | null) => statement && { ...statement, canonical };
  return {
    pair: { ...pair, name, base: edit(pair.base), head: edit(pair.head) },
    evidence: NO_EVIDENCE,
    because: [],
  };
}

it('measures reads before writes, and writes of one side last', () => {
  const ordered = orderQueries([
    query('new write', 'head', 'INSERT INTO t VALUES (1)'),
    query('cte', 'both', 'WITH gone AS (DELETE FROM t RETURNING *) SELECT * FROM gone'),
    query('read', 'both', 'SELECT \'delete from t\' AS "UpdateStmt" FROM t'),
    query('write', 'both', 'UPDATE t SET a = 1'),
    query('new read', 'head', 'SELECT 1'),
    query('values', 'both', 'VALUES (1)'),
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
