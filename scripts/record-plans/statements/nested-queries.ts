import type { PlanStatement } from '../plan-statement.ts';

/** Partitions, CTEs, subqueries and LATERAL. Pairs of one name stem are two plans of one statement. */
export const NESTED_QUERIES: readonly PlanStatement[] = [
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
];
