import { beforeAll, describe, expect, test } from 'vitest';
import { loadParser } from '../../src/sql/parser.ts';
import { splitStatements } from '../../src/sql/split-statements.ts';

beforeAll(loadParser);

const canonical = (sql: string): string | null | undefined => splitStatements('q.sql', sql)[0]?.canonical;

describe('the canonical form', () => {
  const equal: readonly (readonly [string, string])[] = [
    ['SELECT a FROM t WHERE b IN (1, 2)', 'select\n  a\nfrom t -- c\nwhere (b in (1,\n2))'],
    ['SELECT u.a FROM t u', 'SELECT "u".a FROM t AS "u"'],
    ["SELECT 'a', ARRAY[1, 2], 'é', b", "SELECT E'a',   ARRAY[1,2]  , 'é',b"],
    ['SELECT a FROM t WHERE b = :x', 'SELECT a FROM t WHERE b = @y'],
  ];
  test.each(equal)('%s is %s', (a, b) => {
    expect(canonical(a)).toBe(canonical(b));
    expect(canonical(a)).toEqual(expect.any(String));
  });

  const different: readonly (readonly [string, string])[] = [
    ['SELECT 1', 'SELECT 2'],
    ['SELECT a = 1', 'SELECT a IN (1)'],
    ['SELECT "A"', 'SELECT a'],
    ['SELECT location FROM t', 'SELECT list_start FROM t'],
    ['SELECT a, b', 'SELECT b, a'],
  ];
  test.each(different)('%s is not %s', (a, b) => {
    expect(canonical(a)).not.toBe(canonical(b));
  });
});
