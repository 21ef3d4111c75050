// A project without a seed: rows come from its schema, and the index that a change drops is missed.
import { expect, test } from 'vitest';
import type { Report } from '../../src/report/report-schema.ts';
import { check } from './check.ts';
import { makeShop } from './make-shop.ts';

const config = (generate: string) => `postgres: { provider: embedded }
schema: [db/migrations]
seed: [{ generate: ${generate} }]
queries: { include: ["queries/**/*.sql"] }
parameters: { ordersOfCustomer: { typical: [42] } }
`;
const DROP = { 'db/migrations/002_drop.sql': 'DROP INDEX orders_customer_id_idx;' };

test('generated rows show that an index is gone; the shape of production says how many there are', async () => {
  const shape =
    'shapeVersion: 1\ntables:\n  public.orders: { rows: 40000, columns: { total_cents: { distinct: 50 } } }\n';
  await using repository = await makeShop({
    base: { 'explain-gate.yml': config('{ rows: 500, shape: db/shape.yml }'), 'db/shape.yml': shape },
    head: DROP,
  });
  const { exitCode, stdout, stderr, leftBehind } = await check(repository, [
    '--base',
    'main',
    '--format',
    'json',
  ]);
  expect(exitCode, stderr).toBe(1);
  expect(leftBehind).toEqual([]);
  const report = JSON.parse(stdout) as Report;
  expect(report.queries.map(({ status, movedBy }) => [status, movedBy])).toEqual([
    ['regressed', ['index orders_customer_id_idx dropped']],
  ]);
});

test.for([
  [
    'a key that does not exist',
    '{ row: 5 }',
    /explain-gate\.yml:3: unknown key `seed\.0\.generate\.row`; did you mean `rows`\?/,
    2,
  ],
  [
    'a shape that is not there',
    '{ shape: db/shap.yml }',
    /seed\[0\]\.generate\.shape: db\/shap\.yml is not in the head tree/,
    2,
  ],
  [
    'a column that is not there',
    '{ tables: { orders: { columns: { total: { nulls: 0 } } } } }',
    /tables\.orders\.columns\.total: there is no such column to fill/,
    2,
  ],
] as const)('%s is named', async ([, generate, message, code]) => {
  await using repository = await makeShop({ base: { 'explain-gate.yml': config(generate) }, head: DROP });
  const { exitCode, stderr } = await check(repository, ['--base', 'main']);
  expect(stderr).toMatch(message);
  expect(exitCode).toBe(code);
});
