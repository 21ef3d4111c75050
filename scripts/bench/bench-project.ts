import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Rows of one customer, order and line together: one customer has three orders, and one order two lines. */
const ROWS_PER_CUSTOMER = 10;

/** A project with a number of rows, and its queries on both sides. */
export interface BenchProject {
  readonly rows: number;
  readonly migration: string;
  readonly seed: string;
  /** The two texts of every query; head's has other aliases, so that it is not the same statement to PostgreSQL. */
  readonly queries: readonly { readonly name: string; readonly base: string; readonly head: string }[];
}

const MIGRATION = `CREATE TABLE customers (id integer PRIMARY KEY, email text NOT NULL, city integer NOT NULL);
CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer NOT NULL, placed_at timestamptz NOT NULL, cents integer NOT NULL);
CREATE TABLE lines (order_id integer NOT NULL, position integer NOT NULL, product integer NOT NULL, PRIMARY KEY (order_id, position));
CREATE INDEX customers_email_idx ON customers (email);
CREATE INDEX orders_customer_id_idx ON orders (customer_id);
CREATE INDEX orders_placed_at_idx ON orders (placed_at);
CREATE INDEX lines_product_idx ON lines (product);
`;

function writeSeed(customers: number): string {
  return `INSERT INTO customers SELECT i, 'c' || i || '@example.com', i % 500 FROM generate_series(1, ${customers}) AS i;
INSERT INTO orders SELECT i, 1 + i % ${customers}, timestamptz '2025-01-01Z' + i * interval '90 seconds', i % 10007
FROM generate_series(1, ${customers * 3}) AS i;
INSERT INTO lines SELECT 1 + i / 2, i % 2, i::bigint * 7919 % 20011 FROM generate_series(0, ${customers * 6 - 1}) AS i;
`;
}

/** Ten kinds of statements, from a look-up by key to an aggregate over a table; `n` varies their constants. */
const KINDS: readonly ((n: number) => string)[] = [
  (n) => `SELECT T1.email FROM customers T1 WHERE T1.id = ${n * 37 + 1}`,
  (n) => `SELECT T1.id FROM customers T1 WHERE T1.email = 'c${n * 41 + 1}@example.com'`,
  (n) =>
    `SELECT T1.id, T1.cents FROM orders T1 WHERE T1.customer_id = ${n * 43 + 1} ORDER BY T1.placed_at DESC`,
  (n) =>
    `SELECT count(*), sum(T1.cents) FROM orders T1 WHERE T1.placed_at >= timestamptz '2025-01-${10 + (n % 10)}Z' AND T1.placed_at < timestamptz '2025-01-${12 + (n % 10)}Z'`,
  (n) =>
    `SELECT T1.order_id, T2.cents FROM lines T1 JOIN orders T2 ON T2.id = T1.order_id WHERE T1.product = ${n * 7 + 3}`,
  (n) => `SELECT T1.id, T1.email FROM customers T1 WHERE T1.city = ${n * 3 + 1}`,
  (n) =>
    `SELECT T1.product, count(*) FROM lines T1 WHERE T1.product < ${200 + n} GROUP BY T1.product ORDER BY count(*) DESC LIMIT 10`,
  (n) =>
    `SELECT T2.city, sum(T1.cents) FROM orders T1 JOIN customers T2 ON T2.id = T1.customer_id WHERE T1.cents < ${50 + n} GROUP BY T2.city`,
  (n) => `SELECT T1.id FROM orders T1 ORDER BY T1.placed_at DESC OFFSET ${n * 10} LIMIT 20`,
  (n) => `UPDATE orders T1 SET cents = T1.cents + 1 WHERE T1.customer_id = ${n * 47 + 1}`,
];

/** Makes a project with about `rows` rows and `count` queries, all of which the change touches. */
export function makeBenchProject(rows: number, count: number): BenchProject {
  const queries = Array.from({ length: count }, (_, index) => {
    const text = KINDS[index % KINDS.length]?.(Math.floor(index / KINDS.length)) ?? '';
    const side = (first: string, second: string) => text.replaceAll('T1', first).replaceAll('T2', second);
    return { name: `query${index + 1}`, base: side('a', 'b'), head: side('x', 'y') };
  });
  return { rows, migration: MIGRATION, seed: writeSeed(rows / ROWS_PER_CUSTOMER), queries };
}

/** Writes one side of a project into a folder. */
export async function writeBenchProject(
  folder: string,
  project: BenchProject,
  side: 'base' | 'head',
): Promise<void> {
  for (const name of ['db/migrations', 'queries']) await mkdir(join(folder, name), { recursive: true });
  const queries = project.queries.map((query) => `-- name: ${query.name}\n${query[side]};\n`);
  const config =
    'postgres: { provider: embedded }\nschema: [db/migrations]\nseed: [db/seed.sql]\nqueries: { include: ["queries/*.sql"] }\n';
  await writeFile(join(folder, 'explain-gate.yml'), config);
  await writeFile(join(folder, 'db/migrations/1.sql'), project.migration);
  await writeFile(join(folder, 'db/seed.sql'), project.seed);
  await writeFile(join(folder, 'queries/all.sql'), queries.join('\n'));
}
