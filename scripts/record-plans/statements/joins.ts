import type { PlanStatement } from '../plan-statement.ts';

const NO_HASH = ['SET LOCAL enable_hashjoin = off', 'SET LOCAL enable_mergejoin = off'];
const NO_INDEX = [
  'SET LOCAL enable_indexscan = off',
  'SET LOCAL enable_bitmapscan = off',
  'SET LOCAL enable_indexonlyscan = off',
];
const THREE = `SELECT c.email, l.product FROM customers c JOIN orders o ON o.customer_id = c.id JOIN lines l ON l.order_id = o.id WHERE c.id < 50`;

const JOIN = `SELECT c.city, o.total FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.city = 'Oslo'`;

/** Joins, by every method and order. Pairs of one name stem are two plans of one statement. */
export const JOINS: readonly PlanStatement[] = [
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
];
