// A script of the schema beside the queries is not reported as queries that nobody could measure.
import { beforeAll, expect, test } from 'vitest';
import { leaveOutDefinitions } from '../../src/sql/leave-out-definitions.ts';
import { loadParser } from '../../src/sql/parser.ts';
import { splitStatements } from '../../src/sql/split-statements.ts';

beforeAll(loadParser);

const left = (text: string) => leaveOutDefinitions(splitStatements('q.sql', text)).map(({ text: t }) => t);

test.for([
  'CREATE TABLE t (id int)',
  'CREATE UNLOGGED TABLE t (id int)',
  "CREATE TYPE mood AS ENUM ('a')",
  'CREATE TYPE pair AS (a int, b int)',
  'CREATE UNIQUE INDEX ON t (id)',
  'CREATE OR REPLACE VIEW v AS SELECT 1',
  'CREATE MATERIALIZED VIEW v AS SELECT 1',
  "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
  'CREATE TRIGGER x AFTER INSERT ON t EXECUTE FUNCTION f()',
  'CREATE EXTENSION IF NOT EXISTS pgcrypto',
  'CREATE SEQUENCE s',
  'CREATE POLICY p ON t USING (true)',
  'ALTER TABLE t ADD a int',
  'ALTER TABLE t RENAME a TO b',
  'ALTER TYPE mood ADD VALUE $$b$$',
  'ALTER FUNCTION f() OWNER TO x',
  'DROP TABLE IF EXISTS t',
  'COMMENT ON TABLE t IS $$x$$',
  'GRANT SELECT ON t TO x',
  'ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO x',
])('%s is no query', (definition) => {
  expect(left(`${definition}; SELECT 2`)).toEqual(['SELECT 2']);
});

test.for(['CREATE TABLE t AS SELECT 1', 'VACUUM t', 'CALL p()', 'REFRESH MATERIALIZED VIEW v', 'TRUNCATE t'])(
  '%s is work, and stays',
  (work) => {
    expect(left(`${work}; CREATE TABLE u (id int)`)).toEqual([work]);
  },
);

test('what has a name was written as a query', () => {
  expect(left('-- name: makeTable\nCREATE TABLE t (id int)')).toHaveLength(1);
});

test('a DO block is a definition only beside another', () => {
  expect(left('DO $$ BEGIN END $$; CREATE TABLE t (id int)')).toEqual([]);
  expect(left('DO $$ BEGIN END $$; SELECT 1')).toHaveLength(2);
});
