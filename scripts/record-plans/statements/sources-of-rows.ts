import type { PlanStatement } from '../plan-statement.ts';

/** Rows that come from no table, or from none at all. Pairs of one name stem are two plans of one statement. */
export const SOURCES_OF_ROWS: readonly PlanStatement[] = [
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
];
