import { beforeAll, expect, test } from 'vitest';
import { nameDialect } from '../../src/sql/name-dialect.ts';
import { loadParser } from '../../src/sql/parser.ts';
import { splitStatements } from '../../src/sql/split-statements.ts';

beforeAll(loadParser);

const cases: readonly (readonly [string, string])[] = [
  ['SELECT `id` FROM `users` LIMIT 5, 10', 'MySQL, not checked'],
  ['INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE a = 2', 'MySQL, not checked'],
  ['INSERT OR IGNORE INTO t VALUES (1)', 'SQLite, not checked'],
  ['SELECT TOP 10 * FROM [users]', 'SQL Server, not checked'],
  ['SELECT a FROM t QUALIFY row_number() OVER () = 1', 'Snowflake, not checked'],
  ['SELECT * FROM t WHERE a = ?', 'MySQL or a query with `?` placeholders, not checked'],
  // Slips that another dialect happens to take stay what they are.
  ['SELECT a, FROM t', 'syntax error at or near "FROM" (q.sql:1)'],
  ['SELCT 1', 'syntax error at or near "SELCT" (q.sql:1)'],
  ['SELECT * FORM t', 'syntax error at or near "FORM" (q.sql:1)'],
  ['SELECT 1a', 'trailing junk after numeric literal at or near "1a" (q.sql:1)'],
];

test.each(cases)('%s is %s', async (sql, message) => {
  const [statement] = splitStatements('q.sql', sql);
  const named = statement && (await nameDialect(statement));
  expect(named?.failure?.message).toBe(message);
  expect(named?.failure?.kind).toBe(message.endsWith('not checked') ? 'unsupported' : 'syntax');
});

// Eight such levels take node-sql-parser 30 s, so without the limit this runs into the test's timeout.
test('a statement that would take minutes to tell is not asked about', async () => {
  const [statement] = splitStatements('q.sql', `SELECT \`a\`, ${'(select '.repeat(12)} ~~~ ${')'.repeat(12)}`);
  expect(statement && (await nameDialect(statement))).toBe(statement);
});

test('a statement that PostgreSQL takes is not touched', async () => {
  const [statement] = splitStatements('q.sql', 'SELECT 1');
  expect(statement && (await nameDialect(statement))).toBe(statement);
});
