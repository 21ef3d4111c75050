// What makes rows unique and uneven is arithmetic in SQL: on the server it must give each number once, and the right shares.
import { expect, test } from 'vitest';
import { groupRow, largestGroup } from '../../../../src/data/generate/draws/group-rows.ts';
import { permute } from '../../../../src/data/generate/draws/permute.ts';
import { pickIndex } from '../../../../src/data/generate/draws/pick-index.ts';
import { sql } from '../../../../src/data/generate/sql/expression.ts';
import { createRowQuery, rowsBetween } from '../../../../src/data/generate/sql/row-query.ts';
import { useTestServer } from '../../../postgres/test-server.ts';

const postgres = useTestServer();
const ask = async (text: string) => (await postgres.query('postgres', text))[0];

test.for([1, 2, 3, 7, 100, 101, 250, 1000, 9973])(
  '%i rows: every number once, whatever the correlation',
  async (rows) => {
    for (const correlation of [0, 0.37, 0.9, 1, -1, -0.5]) {
      const query = createRowQuery();
      const number = permute(query.row, rows, correlation, ['test', rows]);
      const text = query.select([sql`${number} AS n`, sql`${query.row} AS r`], rowsBetween(0, rows - 1));
      const found = await ask(
        `SELECT count(DISTINCT n)::int AS count, min(n)::int AS min, max(n)::int AS max, coalesce(corr(n, r), 0) AS corr FROM (${text}) t`,
      );
      expect(found).toMatchObject({ count: rows, min: 0, max: rows - 1 });
      // Of few rows those behind the last whole hundred, which stay in place, weigh too much.
      if (rows >= 1000) expect(Math.abs(Number(found?.['corr']) - correlation)).toBeLessThan(0.05);
    }
  },
);

test.for([
  [1000, 10, 0],
  [1000, 10, 1],
  [1000, 300, 0.5],
  [5000, 77, 1.3],
  [20, 50, 0],
  [3000, 1000, 0.95],
] as const)(
  '%i rows in %i groups by exponent %d: no group and place twice, no gap',
  async ([rows, groups, exponent]) => {
    const query = createRowQuery();
    const grouping = { rows, groups, exponent };
    const { group, place } = groupRow(query.row, grouping, query.define);
    const text = query.select([sql`${group} AS g`, sql`${place} AS p`], rowsBetween(0, rows - 1));
    const found = await ask(`
    SELECT count(DISTINCT (g, p))::int AS pairs, min(p)::int AS first, max(p + 1)::int AS largest, min(g)::int AS low,
      bool_and(whole) AS whole FROM (SELECT *, max(p) OVER (PARTITION BY g) + 1 = count(*) OVER (PARTITION BY g) AS whole
      FROM (${text}) t) t`);
    expect(found).toMatchObject({ pairs: rows, first: 0, low: 0, whole: true });
    expect(Number(found?.['largest'])).toBeLessThanOrEqual(largestGroup(grouping));
  },
);

test.for([
  { weights: [0.5, 0.2, 0.1], exponent: 0, count: 103, shares: [0.5, 0.2, 0.1] },
  {
    weights: [],
    exponent: 1,
    count: 1000,
    shares: [Math.log(2) / Math.log(1001), Math.log(1.5) / Math.log(1001)],
  },
  { weights: [0.9, 0.1], exponent: 0, count: 2, shares: [0.9, 0.1] },
  { weights: [], exponent: 0, count: 4, shares: [0.25, 0.25, 0.25, 0.25] },
])('shares of $weights and Zipf $exponent over $count values', async ({ weights, exponent, count, shares }) => {
  const rows = 40_000;
  const query = createRowQuery();
  const spread = { rows, count, weights, exponent, correlation: 0, purpose: ['test'] };
  const index = pickIndex(query.row, spread, query.define);
  const text = query.select([sql`${index} AS n`], rowsBetween(0, rows - 1));
  const found = await postgres.query(
    'postgres',
    `SELECT n::int, count(*) / ${rows}.0::float8 AS share FROM (${text}) t GROUP BY n ORDER BY n`,
  );
  expect(Number(found[0]?.['n'])).toBe(0);
  expect(Number(found.at(-1)?.['n'])).toBeLessThan(count);
  for (const [at, share] of shares.entries())
    expect(Math.abs(Number(found[at]?.['share']) - share)).toBeLessThan(0.01);
});
