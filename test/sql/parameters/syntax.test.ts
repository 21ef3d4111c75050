// A query whose CTE has a name that needs quotes gets its values, and is not inconclusive with a syntax error.
import { beforeAll, expect, test } from 'vitest';
import { parseStatement, writeSql } from '../../../src/sql/parameters/syntax.ts';
import { loadParser } from '../../../src/sql/parser.ts';

beforeAll(loadParser);

test.for([
  'WITH "group" AS (SELECT 1 AS a) SELECT a FROM "group"',
  'WITH "Big" AS (WITH "in""side" AS (SELECT 1) SELECT * FROM "in""side") SELECT * FROM "Big"',
  'WITH RECURSIVE "all"(n) AS (SELECT 1 UNION SELECT n + 1 FROM "all") SELECT "all".n FROM "all"',
  'WITH plain AS (SELECT 1) DELETE FROM t USING plain',
])('%s is written as it was read', (sql) => {
  const tree = parseStatement(sql);
  expect(tree).not.toBeNull();
  const again = tree && parseStatement(writeSql(tree));
  expect(again && writeSql(again)).toBe(tree && writeSql(tree));
});
