import type { PlanStatement } from '../plan-statement.ts';

const LITTLE_MEMORY = ["SET LOCAL work_mem = '64kB'"];
const GROUPED = 'SELECT customer_id, count(*), sum(total) FROM orders GROUP BY customer_id';
const SORTED = 'SELECT * FROM orders ORDER BY total, id';

/** Sorts, groups, windows and set operations, in memory and spilled. Pairs of one name stem are two plans of one statement. */
export const SORTS_AND_GROUPS: readonly PlanStatement[] = [
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
];
