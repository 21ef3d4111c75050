import type { PlanStatement } from '../plan-statement.ts';

const BY_CUSTOMER = 'SELECT * FROM orders o WHERE o.customer_id = 42';

/** Ways to read one table. Pairs of one name stem are two plans of one statement. */
export const SCANS: readonly PlanStatement[] = [
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
];
