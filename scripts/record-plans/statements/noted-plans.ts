import type { PlanStatement } from '../plan-statement.ts';

const PARALLEL = [
  'SET LOCAL max_parallel_workers_per_gather = 2',
  'SET LOCAL parallel_setup_cost = 0',
  'SET LOCAL parallel_tuple_cost = 0',
  'SET LOCAL min_parallel_table_scan_size = 0',
];

/** Plans that a note speaks of, or nearly, and rare ones. Pairs of one name stem are two plans of one statement. */
export const NOTED_PLANS: readonly PlanStatement[] = [
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
