import { beforeAll, describe, expect, test } from 'vitest';
import { nameDialects } from '../../src/sql/name-dialects.ts';
import { loadParser } from '../../src/sql/parser.ts';
import { splitStatements } from '../../src/sql/split-statements.ts';
import type { Statement } from '../../src/sql/statement.ts';

beforeAll(loadParser);

const always = () => true;
const name = (path: string, sql: string): Promise<readonly Statement[]> =>
  nameDialects(path, splitStatements(path, sql), always);

const cases: readonly (readonly [string, string])[] = [
  ['SELECT `id` FROM `users` LIMIT 5, 10', 'MySQL, not checked'],
  ['SELECT `id` FROM `users` WHERE a = ?', 'MySQL, not checked'],
  ['INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE a = 2', 'MySQL, not checked'],
  ['CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB', 'MySQL, not checked'],
  ['INSERT OR IGNORE INTO t VALUES (1)', 'SQLite, not checked'],
  ['INSERT OR REPLACE INTO t VALUES (?, ?)', 'SQLite, not checked'],
  ['SELECT TOP 10 * FROM [users]', 'SQL Server, not checked'],
  ['SELECT a FROM t QUALIFY row_number() OVER () = 1', 'Snowflake, not checked'],
  // Slips that another dialect happens to take stay what they are.
  ['SELECT a, FROM t', 'syntax error at or near "FROM" (q.sql:1)'],
  ['SELCT 1', 'syntax error at or near "SELCT" (q.sql:1)'],
  ['SELECT * FORM t', 'syntax error at or near "FORM" (q.sql:1)'],
  ['SELECT 1a', 'trailing junk after numeric literal at or near "1a" (q.sql:1)'],
];

test.each(cases)('%s is %s', async (sql, message) => {
  const [statement] = await name('q.sql', sql);
  expect(statement?.failure?.message).toBe(message);
  expect(statement?.failure?.kind).toBe(message.endsWith('not checked') ? 'unsupported' : 'syntax');
});

describe('whose a file is', () => {
  const MYSQL = 'SELECT `id` FROM `users`;';
  const SQLITE = 'INSERT OR IGNORE INTO t VALUES (?);';
  const ANY = 'SELECT id FROM t WHERE a = ?;';
  const POSTGRES = 'SELECT id FROM t WHERE a = $1;';
  const files: readonly (readonly [string, string, string, readonly (string | undefined)[]])[] = [
    ['all that it holds goes with its dialect', 'q.sql', MYSQL + ANY, ['MySQL', 'MySQL']],
    [
      'a slip in a file of PostgreSQL stays one',
      'q.sql',
      MYSQL + POSTGRES + POSTGRES,
      ['MySQL', undefined, undefined],
    ],
    ['one against one is nobody’s', 'q.sql', MYSQL + POSTGRES, ['MySQL', undefined]],
    ['two against one', 'q.sql', MYSQL + POSTGRES + MYSQL, ['MySQL', 'MySQL', 'MySQL']],
    ['the dialect that takes most of it', 'q.sql', `REPLACE INTO t VALUES (1);${SQLITE}`, ['SQLite', 'SQLite']],
    ['the path decides between dialects', 'db/sqlite/q.sql', MYSQL, ['SQLite']],
    ['the path alone, where nothing speaks against it', 'db/mysql/q.sql', ANY, ['MySQL']],
    ['the path alone, against what is PostgreSQL’s', 'db/mysql/q.sql', ANY + POSTGRES, [undefined, undefined]],
    ['a path that names PostgreSQL too', 'mysql-to-postgres/q.sql', ANY, [undefined]],
    ['part of a word names nothing', 'mysqlish/q.sql', ANY, [undefined]],
    ['PostgreSQL’s', 'q.sql', ANY + POSTGRES, [undefined, undefined]],
  ];
  test.each(files)('%s', async (_, path, sql, titles) => {
    expect((await name(path, sql)).map(({ dialect }) => dialect)).toEqual(titles);
  });
});

// Eight such levels take node-sql-parser 30 s, so without the limit this runs into the test's timeout.
test('a statement that would take minutes to tell is not asked about', async () => {
  const deep = splitStatements('q.sql', `SELECT \`a\`, ${'(select '.repeat(12)} ~~~ ${')'.repeat(12)}`);
  expect(await nameDialects('q.sql', deep, always)).toEqual(deep);
});

test('without time nothing is named', async () => {
  const statements = splitStatements('q.sql', 'SELECT `a` FROM t');
  expect(await nameDialects('q.sql', statements, () => false)).toEqual(statements);
});

test('what PostgreSQL takes is not touched', async () => {
  const statements = splitStatements('q.sql', 'SELECT 1');
  expect(await nameDialects('q.sql', statements, always)).toBe(statements);
});
