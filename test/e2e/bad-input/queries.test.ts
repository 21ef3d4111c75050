// What is wrong with one query is said of that query, and is never counted as passed; what can't be read ends the run.
import { expect, test } from 'vitest';
import { check } from '../check.ts';
import { makeShop } from '../make-shop.ts';
import type { Files } from '../write-files.ts';

interface Case {
  readonly what: string;
  readonly head: Files;
  readonly query: string;
  readonly failure: { readonly kind: string; readonly message: RegExp };
}

const CASES: readonly Case[] = [
  {
    what: 'a query that does not parse',
    head: { 'queries/customers.sql': '-- name: customersOfCity\nSELECT id FORM customers;\n' },
    query: 'customersOfCity',
    failure: { kind: 'syntax', message: /syntax error at or near "customers"/ },
  },
  {
    what: 'more values than parameters',
    head: {
      'queries/orders.sql':
        '-- name: ordersOfCustomer\nSELECT id FROM orders WHERE customer_id = $1 AND id > 0;\n',
      'explain-gate.yml':
        'postgres: { provider: embedded }\nschema: [db/migrations]\nseed: [db/seed.sql]\n' +
        'queries: { include: ["queries/**/*.sql"] }\nparameters: { ordersOfCustomer: { typical: [42, 43] } }\n',
    },
    query: 'ordersOfCustomer',
    failure: {
      kind: 'no-values',
      message: /parameters\.ordersOfCustomer\.typical: 2 values given.*1 parameter/,
    },
  },
];

test.for(CASES)('$what', async ({ head, query, failure }) => {
  await using repository = await makeShop({ head });
  const result = await check(repository, ['--base', 'main', '--head', 'change', '--format', 'json']);
  expect(result.exitCode, result.stderr).toBe(0);
  expect(JSON.parse(result.stdout)).toMatchObject({
    verdict: 'warn',
    summary: { inconclusive: 1 },
    queries: [
      {
        name: query,
        status: 'inconclusive',
        failure: { kind: failure.kind, message: expect.stringMatching(failure.message) },
      },
    ],
  });
  expect(result.leftBehind).toEqual([]);
});

const LENIENT = 'SELECT id FROM orders WHERE placed_on > now() - interval $1';
const CONFIG = 'postgres: { provider: embedded }\nschema: [db/migrations]\nseed: [db/seed.sql]\n';

test('what the parser takes and the server rejects is told in the words of the server', async () => {
  await using repository = await makeShop({
    head: {
      'explain-gate.yml': `${CONFIG}parameters: { recent: { typical: [1 day] }, recentOrders: { typical: [1 day] } }\n`,
      'queries/recent.sql': `-- name: recent\n${LENIENT};\n`,
      'src/orders.ts': `export const recentOrders = (time) => db.query('${LENIENT}', [time]);\n`,
    },
  });
  const result = await check(repository, ['--base', 'main', '--head', 'change', '--format', 'json']);
  expect(result.exitCode, result.stderr).toBe(0);
  const { verdict, queries } = JSON.parse(result.stdout);
  expect(verdict).toBe('warn');
  expect(queries).toHaveLength(2);
  for (const { status, failure } of queries) {
    expect(status).toBe('inconclusive');
    expect(failure).toEqual({
      kind: 'error',
      message: expect.stringContaining('syntax error at or near "$1"'),
    });
  }
});

test('a query file that is not UTF-8', async () => {
  const latin1 = Buffer.from("-- name: inZürich\nSELECT id FROM customers WHERE city = 'Zürich';\n", 'latin1');
  await using repository = await makeShop({ head: { 'queries/customers.sql': latin1 } });
  const result = await check(repository, ['--base', 'main', '--head', 'change', '--format', 'json']);
  expect(result.exitCode, result.stderr).toBe(0);
  expect(JSON.parse(result.stdout)).toMatchObject({
    verdict: 'warn',
    notChecked: [{ file: 'queries/customers.sql', reason: expect.stringContaining('not UTF-8') }],
  });
  expect(result.leftBehind).toEqual([]);
});

test('a seed that is not UTF-8', async () => {
  const latin1 = Buffer.from("INSERT INTO customers VALUES (1, 'a@example.com', 'Zürich');\n", 'latin1');
  const head = {
    'queries/orders.sql': '-- name: ordersOfCustomer\nSELECT id FROM orders WHERE customer_id = $1;\n',
  };
  await using repository = await makeShop({ base: { 'db/seed.sql': latin1 }, head });
  const result = await check(repository, ['--base', 'main', '--head', 'change']);
  expect([2, 3], result.stderr).toContain(result.exitCode);
  expect(result.stderr).toMatch(/db\/seed\.sql/);
  expect(result.stderr).toMatch(/UTF-?8/);
  expect(result.leftBehind).toEqual([]);
});

/** Twenty megabytes of SQL: a heading, and the same row over and over. */
function makeLargeSql(first: string, row: string, separator: string, last: string): string {
  const rows = Math.ceil((20 * 2 ** 20) / (row.length + separator.length));
  return `${first}${Array.from({ length: rows }, () => row).join(separator)}${last}`;
}

test('a seed of 20 MB', async () => {
  const seed = makeLargeSql(
    'COPY customers (id, email, city) FROM stdin;\n',
    `X\t${'x'.repeat(200)}\tHere`,
    '\n',
    '\n\\.\n',
  );
  let id = 0;
  const numbered = seed.replace(/^X/gm, () => String(++id));
  await using repository = await makeShop({
    base: { 'db/seed.sql': numbered },
    head: {
      'queries/orders.sql': '-- name: allCustomers\nSELECT count(*) FROM customers;\n',
      'explain-gate.yml': null,
    },
  });
  const result = await check(repository, ['--base', 'main', '--head', 'change', '--format', 'json']);
  expect(result.exitCode, result.stderr).toBe(0);
  expect(JSON.parse(result.stdout)).toMatchObject({ summary: { new: 1 } });
  expect(result.leftBehind).toEqual([]);
});

test('a query file of 20 MB is named with its size, and does not take the other queries with it', async () => {
  const large = makeLargeSql('-- name: large\nSELECT * FROM customers WHERE id IN (', '1234567', ', ', ');\n');
  await using repository = await makeShop({
    head: {
      'queries/large.sql': large,
      'queries/customers.sql': "-- name: customersOfCity\nSELECT id FROM customers WHERE city = 'City 7';\n",
    },
  });
  const result = await check(repository, ['--base', 'main', '--head', 'change', '--format', 'json']);
  expect(result.exitCode, result.stderr).toBe(0);
  expect(JSON.parse(result.stdout)).toMatchObject({
    verdict: 'warn',
    notChecked: [{ file: 'queries/large.sql', reason: expect.stringContaining('20.0 MiB') }],
    queries: [{ name: 'customersOfCity', status: 'new' }],
  });
  expect(result.leftBehind).toEqual([]);
});
