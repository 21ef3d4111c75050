import type { PlanStatement } from '../plan-statement.ts';

/** Writes and locks. Pairs of one name stem are two plans of one statement. */
export const WRITES: readonly PlanStatement[] = [
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
];
