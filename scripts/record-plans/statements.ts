/** A statement whose plan is recorded. */
export interface PlanStatement {
  readonly name: string;
  readonly sql: string;
  /** Statements run before it in its transaction, which is rolled back. */
  readonly before?: readonly string[];
  /** First major that knows its syntax or plan. */
  readonly since?: number;
}

/** A small shop: enough rows for every kind of node, few enough to fill in a second. */
export const SHOP = `
CREATE TABLE customers (id int PRIMARY KEY, email text NOT NULL, city text NOT NULL, notes text);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, status text NOT NULL, total numeric NOT NULL, placed_at date NOT NULL);
CREATE TABLE lines (order_id int NOT NULL REFERENCES orders ON DELETE CASCADE, position int NOT NULL, product text NOT NULL, quantity int NOT NULL, PRIMARY KEY (order_id, position));
CREATE TABLE events (id int NOT NULL, happened_at date NOT NULL, kind text NOT NULL) PARTITION BY RANGE (happened_at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE documents (id int PRIMARY KEY, body text NOT NULL);
CREATE TABLE "Odd ""Names""" (id int PRIMARY KEY, parent int);
INSERT INTO customers SELECT n, 'c' || n || '@example.com', (ARRAY['Oslo', 'Bern', 'Rome'])[n % 3 + 1], repeat(md5(n::text), 8) FROM generate_series(1, 4000) n;
INSERT INTO orders SELECT n, (n * 7919) % 4000 + 1, (ARRAY['open', 'paid', 'sent'])[n % 3 + 1], n % 500, date '2024-01-01' + n % 700 FROM generate_series(1, 20000) n;
INSERT INTO lines SELECT n / 2 + 1, n % 2, 'p' || n % 97, n % 9 FROM generate_series(1, 30000) n;
INSERT INTO events SELECT n, date '2024-01-01' + n % 700, 'k' || n % 5 FROM generate_series(1, 6000) n;
INSERT INTO "Odd ""Names""" SELECT n, n / 2 FROM generate_series(1, 100) n;
INSERT INTO documents SELECT n, (SELECT string_agg(md5((n * 1000 + k)::text), '') FROM generate_series(1, 400) k) FROM generate_series(1, 20) n;
CREATE INDEX orders_customer_id_idx ON orders (customer_id);
CREATE INDEX orders_status_idx ON orders (status);
CREATE INDEX orders_placed_at_idx ON orders (placed_at);
CREATE INDEX lines_product_idx ON lines (product);
CREATE INDEX events_2024_id ON events_2024 (id);
SET max_parallel_workers_per_gather = 0;
SET jit = off;
`;

const NO_HASH = ['SET LOCAL enable_hashjoin = off', 'SET LOCAL enable_mergejoin = off'];
const NO_INDEX = [
  'SET LOCAL enable_indexscan = off',
  'SET LOCAL enable_bitmapscan = off',
  'SET LOCAL enable_indexonlyscan = off',
];
const LITTLE_MEMORY = ["SET LOCAL work_mem = '64kB'"];
const PARALLEL = [
  'SET LOCAL max_parallel_workers_per_gather = 2',
  'SET LOCAL parallel_setup_cost = 0',
  'SET LOCAL parallel_tuple_cost = 0',
  'SET LOCAL min_parallel_table_scan_size = 0',
];

const BY_CUSTOMER = 'SELECT * FROM orders o WHERE o.customer_id = 42';
const JOIN = `SELECT c.city, o.total FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.city = 'Oslo'`;
const THREE = `SELECT c.email, l.product FROM customers c JOIN orders o ON o.customer_id = c.id JOIN lines l ON l.order_id = o.id WHERE c.id < 50`;
const GROUPED = 'SELECT customer_id, count(*), sum(total) FROM orders GROUP BY customer_id';
const SORTED = 'SELECT * FROM orders ORDER BY total, id';

/** The statements; pairs of one name stem are two plans of one statement. */
export const PLAN_STATEMENTS: readonly PlanStatement[] = [
  { name: 'by-customer-index', sql: BY_CUSTOMER },
  { name: 'by-customer-seq', sql: BY_CUSTOMER, before: ['DROP INDEX orders_customer_id_idx'] },
  { name: 'by-id', sql: 'SELECT * FROM orders WHERE id = 42' },
  { name: 'by-id-index-only', sql: 'SELECT id FROM orders WHERE id < 10' },
  { name: 'by-id-backward', sql: 'SELECT * FROM orders ORDER BY id DESC LIMIT 5' },
  { name: 'condition-in-index', sql: `SELECT * FROM lines WHERE order_id = 10 AND position = 1` },
  { name: 'condition-in-filter', sql: `SELECT * FROM lines WHERE order_id = 10 AND position + 0 = 1` },
  {
    name: 'condition-in-function',
    sql: `SELECT * FROM orders WHERE customer_id = 42 AND lower(status) = 'paid'`,
  },
  { name: 'bitmap-or', sql: "SELECT * FROM orders WHERE customer_id = 42 OR placed_at = date '2024-02-03'" },
  {
    name: 'bitmap-and',
    sql: `SELECT * FROM orders WHERE customer_id < 400 AND placed_at < date '2024-03-01'`,
    before: ['SET LOCAL enable_seqscan = off', 'SET LOCAL enable_indexscan = off'],
  },
  { name: 'tid-scan', sql: `SELECT * FROM orders WHERE ctid = '(0,1)'` },
  { name: 'sample', sql: 'SELECT count(*) FROM orders TABLESAMPLE SYSTEM (10) REPEATABLE (1)' },
  { name: 'join-hash', sql: JOIN },
  {
    name: 'join-merge',
    sql: JOIN,
    before: ['SET LOCAL enable_hashjoin = off', 'SET LOCAL enable_nestloop = off'],
  },
  { name: 'join-nested-loop', sql: JOIN, before: NO_HASH },
  { name: 'join-left', sql: 'SELECT c.id, o.id FROM customers c LEFT JOIN orders o ON o.customer_id = c.id' },
  { name: 'join-full', sql: 'SELECT c.id, o.id FROM customers c FULL JOIN orders o ON o.customer_id = c.id' },
  {
    name: 'join-semi',
    sql: `SELECT id FROM customers c WHERE EXISTS (SELECT FROM orders o WHERE o.customer_id = c.id AND o.status = 'open')`,
  },
  {
    name: 'join-anti',
    sql: 'SELECT id FROM customers c WHERE NOT EXISTS (SELECT FROM orders o WHERE o.customer_id = c.id)',
  },
  {
    name: 'join-self',
    sql: "SELECT a.id, b.id FROM orders a JOIN orders b ON a.customer_id = b.customer_id AND a.id < b.id WHERE a.status = 'open'",
  },
  { name: 'join-three', sql: THREE },
  { name: 'join-three-no-index', sql: THREE, before: NO_INDEX },
  {
    name: 'join-three-forced-order',
    sql: 'SELECT c.email, l.product FROM (orders o JOIN lines l ON l.order_id = o.id) JOIN customers c ON o.customer_id = c.id WHERE c.id < 50',
    before: ['SET LOCAL join_collapse_limit = 1'],
  },
  {
    name: 'memoize',
    sql: JOIN,
    before: [
      ...NO_HASH,
      'SET LOCAL enable_material = off',
      'SET LOCAL enable_seqscan = on',
      'DROP INDEX orders_customer_id_idx',
    ],
    since: 14,
  },
  { name: 'aggregate-hashed', sql: GROUPED },
  { name: 'aggregate-sorted', sql: GROUPED, before: ['SET LOCAL enable_hashagg = off'] },
  {
    name: 'aggregate-spilled',
    sql: 'SELECT total, placed_at, count(*) FROM orders GROUP BY 1, 2',
    before: [...LITTLE_MEMORY, 'SET LOCAL enable_sort = off'],
  },
  {
    name: 'aggregate-mixed',
    sql: 'SELECT status, placed_at, count(*) FROM orders GROUP BY GROUPING SETS ((status), (placed_at), ())',
  },
  { name: 'sort-memory', sql: SORTED, before: ["SET LOCAL work_mem = '64MB'"] },
  { name: 'sort-spilled', sql: SORTED, before: LITTLE_MEMORY },
  {
    name: 'sort-incremental',
    sql: 'SELECT * FROM orders ORDER BY id, total LIMIT 50',
    before: ['SET LOCAL enable_sort = on'],
  },
  {
    name: 'hash-spilled',
    sql: 'SELECT count(o.total), count(c.notes) FROM orders o JOIN customers c ON o.customer_id = c.id',
    before: [...LITTLE_MEMORY, 'SET LOCAL enable_mergejoin = off', 'SET LOCAL enable_nestloop = off'],
  },
  { name: 'window', sql: 'SELECT id, sum(total) OVER (PARTITION BY customer_id ORDER BY id) FROM orders' },
  { name: 'distinct', sql: 'SELECT DISTINCT city FROM customers' },
  { name: 'set-operation', sql: 'SELECT customer_id FROM orders EXCEPT SELECT id FROM customers' },
  {
    name: 'union-all',
    sql: `SELECT id FROM orders o WHERE id < 10 UNION ALL SELECT id FROM orders o WHERE id > 19990`,
  },
  { name: 'partitions', sql: 'SELECT * FROM events WHERE id < 100' },
  { name: 'partitions-pruned', sql: `SELECT * FROM events WHERE id < 100 AND happened_at < date '2024-06-01'` },
  {
    name: 'partitions-self-join',
    sql: "SELECT a.id FROM events a JOIN events b ON a.id = b.id WHERE a.kind = 'k1'",
  },
  {
    name: 'cte-scanned-twice',
    sql: `WITH big AS MATERIALIZED (SELECT * FROM orders WHERE total > 490) SELECT count(*) FROM big a JOIN big b ON a.customer_id = b.customer_id`,
  },
  {
    name: 'cte-recursive',
    sql: 'WITH RECURSIVE up AS (SELECT id, parent FROM "Odd ""Names""" WHERE id = 99 UNION ALL SELECT o.id, o.parent FROM "Odd ""Names""" o JOIN up ON o.id = up.parent WHERE o.parent > 0) SELECT * FROM up',
  },
  {
    name: 'cte-writes-unread',
    sql: `WITH gone AS (DELETE FROM lines WHERE product = 'p5' RETURNING *) SELECT 1`,
  },
  {
    name: 'cte-writes-read',
    sql: `WITH paid AS (UPDATE orders SET status = 'paid' WHERE customer_id = 42 RETURNING id) SELECT count(*) FROM paid`,
  },
  {
    name: 'cte-writes-read-in-part',
    sql: `WITH gone AS (DELETE FROM lines WHERE product = 'p5' RETURNING *) SELECT * FROM gone LIMIT 1`,
  },
  {
    name: 'init-plan',
    sql: 'SELECT * FROM orders WHERE total = (SELECT max(total) FROM orders) AND id < 5000',
  },
  {
    name: 'sub-plan',
    sql: 'SELECT c.id, (SELECT max(o.total) FROM orders o WHERE o.customer_id = c.id) FROM customers c WHERE c.id < 100',
  },
  { name: 'sub-plan-hashed', sql: 'SELECT id FROM customers WHERE id NOT IN (SELECT customer_id FROM orders)' },
  {
    name: 'two-sub-plans',
    sql: `SELECT c.id, (SELECT max(o.total) FROM orders o WHERE o.customer_id = c.id), (SELECT count(*) FROM lines l WHERE l.order_id = c.id) FROM customers c WHERE c.id < 100`,
  },
  {
    name: 'two-sub-plans-swapped',
    sql: `SELECT c.id, (SELECT count(*) FROM lines l WHERE l.order_id = c.id), (SELECT max(o.total) FROM orders o WHERE o.customer_id = c.id) FROM customers c WHERE c.id < 100`,
  },
  {
    name: 'sub-query',
    sql: 'SELECT * FROM (SELECT customer_id, count(*) AS n FROM orders GROUP BY 1 OFFSET 0) x WHERE n > 3',
  },
  {
    name: 'lateral',
    sql: 'SELECT c.id, o.id FROM customers c, LATERAL (SELECT id FROM orders o WHERE o.customer_id = c.id ORDER BY total DESC LIMIT 2) o WHERE c.id < 20',
  },
  { name: 'function', sql: 'SELECT * FROM generate_series(1, 10) AS n WHERE n > 3' },
  {
    name: 'table-function',
    sql: `SELECT * FROM XMLTABLE('/r/i' PASSING xmlparse(DOCUMENT '<r><i>1</i></r>') COLUMNS i int PATH '.') AS x`,
  },
  { name: 'values', sql: `SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v (n, t) WHERE n > 1` },
  { name: 'result', sql: 'SELECT 1' },
  {
    name: 'never-executed',
    sql: 'SELECT * FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.id = -1',
  },
  { name: 'odd-names', sql: 'SELECT * FROM "Odd ""Names""" "My Alias" WHERE id = 7' },
  { name: 'insert', sql: `INSERT INTO orders VALUES (50000, 1, 'open', 1, '2024-01-01')` },
  {
    name: 'insert-on-conflict',
    sql: `INSERT INTO orders VALUES (1, 1, 'open', 1, '2024-01-01') ON CONFLICT (id) DO UPDATE SET total = 0`,
  },
  { name: 'update', sql: `UPDATE orders o SET total = total + 1 WHERE o.customer_id = 42` },
  { name: 'update-partitions', sql: `UPDATE events SET kind = 'x' WHERE id < 10` },
  { name: 'delete-cascades', sql: 'DELETE FROM orders WHERE id BETWEEN 100 AND 120' },
  {
    name: 'merge',
    sql: `MERGE INTO orders o USING (SELECT 1 AS id) s ON o.id = s.id WHEN MATCHED THEN UPDATE SET total = 5 WHEN NOT MATCHED THEN DO NOTHING`,
    since: 15,
  },
  { name: 'lock-rows', sql: 'SELECT * FROM orders WHERE id = 1 FOR UPDATE' },
  { name: 'parallel', sql: 'SELECT status, count(*) FROM orders GROUP BY status', before: PARALLEL },
  {
    name: 'temp-table',
    sql: 'SELECT count(*) FROM kept',
    before: ['CREATE TEMP TABLE kept AS SELECT * FROM orders LIMIT 500'],
  },
  {
    name: 'join-product',
    sql: "SELECT c.id, o.id FROM customers c, orders o WHERE c.city = 'Oslo' AND o.placed_at = date '2024-02-03'",
  },
  {
    name: 'join-product-limited',
    sql: 'SELECT c.id, l.product FROM customers c CROSS JOIN lines l LIMIT 5000',
  },
  {
    name: 'join-one-row',
    sql: 'SELECT o.id, s.most FROM orders o CROSS JOIN (SELECT max(total) AS most FROM orders OFFSET 0) s WHERE o.id < 3000',
  },
  {
    name: 'join-exists-uncorrelated',
    sql: "SELECT c.id FROM customers c WHERE EXISTS (SELECT FROM orders o WHERE o.status = 'open')",
  },
  {
    name: 'lateral-function',
    sql: 'SELECT c.id, n FROM customers c, LATERAL generate_series(1, c.id % 3 + 2) n',
  },
  { name: 'offset-deep', sql: 'SELECT * FROM orders ORDER BY id LIMIT 20 OFFSET 15000' },
  { name: 'offset-first-page', sql: 'SELECT * FROM orders ORDER BY id LIMIT 20 OFFSET 20' },
  { name: 'limit-sorted', sql: 'SELECT * FROM orders ORDER BY total, id LIMIT 20' },
  {
    name: 'estimate-correlated',
    sql: "SELECT * FROM orders WHERE total = 42 AND placed_at - total::int < date '2024-01-01' AND id % 500 = 42 AND (id * 2) % 1000 = 84",
  },
  {
    name: 'estimate-too-low',
    sql: 'SELECT * FROM orders WHERE id % 2 = 0',
  },
  { name: 'toasted', sql: 'SELECT body FROM documents WHERE id < 10' },
];
