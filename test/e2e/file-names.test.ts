// File names are the user's own affair: spaces, line ends, other scripts, and marks that Markdown or a shell would read.
import { expect, test } from 'vitest';
import { check } from './check.ts';
import { makeShop } from './make-shop.ts';

const QUERY = '-- name: NAME\nSELECT id, total_cents FROM orders WHERE customer_id = 42;\n';
const NAMES = [
  'queries/my orders.sql',
  'queries/two\nlines.sql',
  'queries/注文/приказы é.sql',
  'queries/$(touch x) `b` <b>|_*.sql',
  'queries/-rf.sql',
  'queries/"quoted".sql',
];
const nameOf = (file: string) => `query${NAMES.indexOf(file) + 1}`;

test('queries, migrations and seeds with unusual file names', async () => {
  const queries = Object.fromEntries(NAMES.map((file) => [file, QUERY.replace('NAME', nameOf(file))]));
  await using repository = await makeShop({
    base: {
      ...queries,
      'queries/orders.sql': null,
      'db/seed.sql': null,
      'db/seed files/посев 1\n.sql':
        "INSERT INTO customers SELECT i, 'c' || i, 'A' FROM generate_series(1, 2000) i;\n",
      'db/seed files/2 – orders.sql':
        "INSERT INTO orders SELECT i, 1 + i % 2000, date '2025-01-01', 100 FROM generate_series(1, 40000) i;\n",
      'explain-gate.yml':
        'postgres: { provider: embedded }\nschema: [db/migrations]\n' +
        'seed: ["db/seed files/посев 1\\n.sql", "db/seed files/2 – orders.sql"]\n' +
        'queries: { include: ["queries/**/*.sql"] }\n',
    },
    head: { 'db/migrations/002 suppression de l’index\n.sql': 'DROP INDEX orders_customer_id_idx;\n' },
  });
  const result = await check(repository, ['--base', 'main', '--head', 'change', '--format', 'json']);
  expect(result.exitCode, result.stderr).toBe(1);
  const { queries: found } = JSON.parse(result.stdout) as {
    queries: { name: string; status: string; location: { file: string } }[];
  };
  const regressed = found.filter(({ status }) => status === 'regressed');
  expect(Object.fromEntries(regressed.map(({ name, location }) => [location.file, name]))).toEqual(
    Object.fromEntries(NAMES.map((file) => [file, nameOf(file)])),
  );
  expect(result.leftBehind).toEqual([]);
});
