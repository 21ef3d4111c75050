/** A change that everybody would call a disaster: both texts, and what head's migration does. */
export interface Disaster {
  readonly name: string;
  readonly base: string;
  readonly head: string;
  /** DDL on head's database alone; null where the text is what changed, which works with one database, too. */
  readonly migration: string | null;
}

/** Plans that went wrong, a spill, a cascade and a write. */
export const disasters: readonly Disaster[] = [
  {
    name: 'predicate in a function',
    base: `SELECT id FROM customers WHERE email = 'c4711@example.com'`,
    head: `SELECT id FROM customers WHERE lower(email) = 'c4711@example.com'`,
    migration: null,
  },
  {
    name: 'cast on a key',
    base: 'SELECT count(*) FROM orders WHERE customer_id BETWEEN 100 AND 140',
    head: 'SELECT count(*) FROM orders WHERE customer_id::text::integer BETWEEN 100 AND 140',
    migration: null,
  },
  {
    name: 'join that became a product',
    base: 'SELECT count(*) FROM orders o JOIN lines l ON l.order_id = o.id WHERE o.id < 600 AND l.order_id < 600',
    head: 'SELECT count(*) FROM orders o, lines l WHERE o.id < 600 AND l.order_id < 600',
    migration: null,
  },
  {
    name: 'spill of a sort',
    base: 'SELECT count(sorted.id) FROM (SELECT id FROM orders WHERE id < 60000 ORDER BY cents OFFSET 0) AS sorted',
    head: 'SELECT count(sorted.wide) FROM (SELECT repeat(id::text, 60) AS wide FROM orders WHERE id < 60000 ORDER BY cents OFFSET 0) AS sorted',
    migration: null,
  },
  {
    name: 'update without its index',
    base: 'UPDATE orders SET cents = cents + 1 WHERE customer_id = 700',
    head: 'UPDATE orders SET cents = cents + 1 WHERE customer_id + 0 = 700',
    migration: null,
  },
  {
    name: 'index dropped',
    base: 'SELECT id, cents FROM orders WHERE customer_id = 42 ORDER BY placed_at DESC LIMIT 20',
    head: 'SELECT id, cents FROM orders WHERE customer_id = 42 ORDER BY placed_at DESC LIMIT 20',
    migration: 'DROP INDEX orders_customer_id_idx',
  },
  {
    name: 'cascade without an index',
    base: 'DELETE FROM customers WHERE id BETWEEN 10 AND 14',
    head: 'DELETE FROM customers WHERE id BETWEEN 10 AND 14',
    migration: 'DROP INDEX orders_customer_id_idx',
  },
];
