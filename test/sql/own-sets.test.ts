// A set that is misread measures something that nobody asked for.
import { beforeAll, describe, expect, it } from 'vitest';
import { loadParser } from '../../src/sql/parser.ts';
import { splitStatements } from '../../src/sql/split-statements.ts';

beforeAll(() => loadParser());

const setsOf = (comment: string, sql = 'SELECT :customerId, :day') =>
  splitStatements('q.sql', `-- name: q\n${comment}\n${sql};\nSELECT 1;`)[0]?.ownSets;

describe('-- @param', () => {
  it.each([
    ["-- @param typical: 42, 'it''s; -- open'", { typical: ['42', "it's; -- open"] }],
    ['--@param heaviest : -1, NULL', { heaviest: ['-1', null] }],
    [
      "-- @param list: ARRAY[1, 2], ARRAY['a', NULL]",
      {
        list: [
          ['1', '2'],
          ['a', null],
        ],
      },
    ],
    [
      "-- @param named: customerId = 7, day = date '2026-01-01'",
      { named: { customerId: '7', day: '2026-01-01' } },
    ],
    ['-- @param named: "customerId" = 7, $2 = true', { named: { customerId: '7', $2: 'true' } }],
    ['-- @param a: 1, 2\n-- @param b: 3, 4', { a: ['1', '2'], b: ['3', '4'] }],
    ['-- @param users -> (name, age)', undefined],
    ['-- @param customerId the customer', undefined],
    ['/* @param a: 1, 2 */', undefined],
  ])('%s', (comment, sets) => {
    expect(setsOf(comment)).toEqual(sets);
  });

  it('belongs to the statement that it stands above or in', () => {
    const text = '-- @param a: 1\nSELECT $1;\nSELECT $1 -- @param b: 2\n+ 1;\nSELECT $1;';
    expect(splitStatements('q.sql', text).map(({ ownSets }) => ownSets)).toEqual([
      { a: ['1'] },
      { b: ['2'] },
      undefined,
    ]);
  });

  it.each(['now()', '1; DROP TABLE orders', '1 FROM orders', '(SELECT 1)', '1 +', 'id = 1, 2', "'open"])(
    'is no list of constants: %s',
    (list) => {
      const [statement] = splitStatements('q.sql', `-- @param a: ${list}\nSELECT $1;`);
      expect(statement?.failure).toMatchObject({
        kind: 'no-values',
        message: expect.stringContaining('@param a'),
      });
    },
  );
});
