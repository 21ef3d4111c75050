/** Schema of the bench: a shop of about 1.1 M rows, and a table whose pages are there to be read. */
export const SCHEMA = `
CREATE TABLE customers (id integer PRIMARY KEY, email text NOT NULL, city integer NOT NULL);
CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers ON DELETE CASCADE,
  placed_at timestamptz NOT NULL, cents integer NOT NULL);
CREATE TABLE lines (order_id integer NOT NULL, position integer NOT NULL, product integer NOT NULL,
  PRIMARY KEY (order_id, position));
CREATE TABLE padding (id integer PRIMARY KEY, text text NOT NULL);
CREATE INDEX customers_email_idx ON customers (email);
CREATE INDEX customers_city_idx ON customers (city);
CREATE INDEX orders_customer_id_idx ON orders (customer_id);
CREATE INDEX orders_placed_at_idx ON orders (placed_at);
CREATE INDEX lines_product_idx ON lines (product);
`;

export const SEED = `
INSERT INTO customers SELECT i, 'c' || i || '@example.com', i % 500 FROM generate_series(1, 100000) AS i;
INSERT INTO orders SELECT i, 1 + i % 100000, timestamptz '2025-01-01Z' + i * interval '90 seconds', i % 10007
FROM generate_series(1, 300000) AS i;
INSERT INTO lines SELECT 1 + i / 2, i % 2, i::bigint * 7919 % 20011 FROM generate_series(0, 599999) AS i;
INSERT INTO padding SELECT i, repeat('x', 200) FROM generate_series(1, 100000) AS i;
`;

/** A statement of the bench with a place for more work. */
export interface Workload {
  readonly name: string;
  /** `extra` is a condition that is true and costs something; `alias` makes another text of the same statement. */
  text(extra: string, alias: string): string;
}

const workload = (name: string, text: Workload['text']): Workload => ({ name, text });

/** Reads and writes from under 0.1 ms to about 20 ms: look-ups, ranges, joins, sorts, aggregates. */
export const workloads: readonly Workload[] = [
  workload(
    'key look-up',
    (extra, a) => `SELECT ${a}.email FROM customers ${a} WHERE ${a}.id = 4711 AND ${extra}`,
  ),
  workload(
    'small range',
    (extra, a) =>
      `SELECT ${a}.id, ${a}.cents FROM orders ${a} WHERE ${a}.customer_id BETWEEN 100 AND 140 AND ${extra} ORDER BY ${a}.placed_at DESC`,
  ),
  workload(
    'index range',
    (extra, a) => `SELECT ${a}.id, ${a}.email FROM customers ${a} WHERE ${a}.city = 17 AND ${extra}`,
  ),
  workload(
    'page of a list',
    (extra, a) =>
      `SELECT ${a}.id FROM orders ${a} WHERE ${extra} ORDER BY ${a}.placed_at DESC OFFSET 2000 LIMIT 20`,
  ),
  workload(
    'two days',
    (extra, a) =>
      `SELECT count(*), sum(${a}.cents) FROM orders ${a} WHERE ${a}.placed_at >= '2025-03-01Z' AND ${a}.placed_at < '2025-03-06Z' AND ${extra}`,
  ),
  workload(
    'join by key',
    (extra, a) =>
      `SELECT ${a}.order_id, o.cents FROM lines ${a} JOIN orders o ON o.id = ${a}.order_id WHERE ${a}.product BETWEEN 3 AND 20 AND ${extra}`,
  ),
  workload(
    'top ten',
    (extra, a) =>
      `SELECT ${a}.product, count(*) FROM lines ${a} WHERE ${a}.product < 300 AND ${extra} GROUP BY ${a}.product ORDER BY count(*) DESC, ${a}.product LIMIT 10`,
  ),
  workload(
    'hash join',
    (extra, a) =>
      `SELECT c.city, sum(${a}.cents) FROM orders ${a} JOIN customers c ON c.id = ${a}.customer_id WHERE ${a}.id < 15000 AND ${extra} GROUP BY c.city`,
  ),
  workload(
    'table scan',
    (extra, a) => `SELECT count(*) FROM customers ${a} WHERE ${a}.email LIKE '%99@%' AND ${extra}`,
  ),
  workload(
    'window',
    (extra, a) =>
      `SELECT ${a}.id, rank() OVER (PARTITION BY ${a}.customer_id ORDER BY ${a}.cents) FROM orders ${a} WHERE ${a}.customer_id < 2500 AND ${extra}`,
  ),
  workload(
    'update of a few',
    (extra, a) =>
      `UPDATE orders ${a} SET cents = ${a}.cents + 1 WHERE ${a}.customer_id BETWEEN 700 AND 760 AND ${extra}`,
  ),
  workload(
    'update of many',
    (extra, a) =>
      `UPDATE orders ${a} SET cents = ${a}.cents + 1 WHERE ${a}.id BETWEEN 20000 AND 21500 AND ${extra}`,
  ),
];
