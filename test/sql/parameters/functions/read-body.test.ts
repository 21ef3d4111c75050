// What a function does with a parameter decides about its values.
import { beforeAll, expect, it } from 'vitest';
import { findCalls, inlineCall } from '../../../../src/sql/parameters/functions/inline-calls.ts';
import { readBody } from '../../../../src/sql/parameters/functions/read-body.ts';
import { parseStatement, writeSql } from '../../../../src/sql/parameters/syntax.ts';
import { loadParser } from '../../../../src/sql/parser.ts';

beforeAll(() => loadParser());

function inlined(definition: string, call: string): readonly string[] {
  const tree = parseStatement(call);
  const body = readBody(definition);
  const [found] = tree ? findCalls(tree) : [];
  return found && body ? inlineCall(found, body).map(writeSql) : [];
}

const normal = (sql: string) => {
  const tree = parseStatement(sql);
  return tree ? writeSql(tree) : '';
};

it.each<[definition: string, call: string, ...statements: string[]]>([
  [
    "CREATE FUNCTION f(a int, b text DEFAULT 'x') RETURNS void LANGUAGE sql AS 'UPDATE t SET c = f.b WHERE id = a; DELETE FROM u WHERE id = $1'",
    'SELECT f($3)',
    "UPDATE t SET c = 'x' WHERE id = $3",
    'DELETE FROM u WHERE id = $3',
  ],
  [
    'CREATE FUNCTION f(a int, b int) RETURNS int LANGUAGE sql RETURN a + b',
    'SELECT f(b => $1, a => $2)',
    'SELECT $2 + $1',
  ],
  [
    'CREATE FUNCTION f(a int) RETURNS void LANGUAGE sql BEGIN ATOMIC DELETE FROM u WHERE u.id = a; END',
    'SELECT f($1) FROM t',
    'DELETE FROM u WHERE u.id = $1',
  ],
  [
    `CREATE FUNCTION f(a int, OUT o int) LANGUAGE plpgsql AS $$ DECLARE n int; BEGIN n := a + 1; IF a > 1 THEN DELETE FROM u WHERE id = f.a; END IF; END $$`,
    'SELECT f($1)',
    'SELECT $1 + 1',
    'SELECT $1 > 1',
    'DELETE FROM u WHERE id = $1',
  ],
  [
    "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT x FROM t WHERE x = a'",
    'SELECT f(t.b + $1) FROM t',
    'SELECT x FROM t WHERE x = NULL + $1',
  ],
  ["CREATE FUNCTION f(a int) RETURNS int LANGUAGE c AS 'library'", 'SELECT f($1)'],
  ["CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'not SQL'", 'SELECT f($1)'],
  ['CREATE FUNCTION f(a int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN oops $$', 'SELECT f($1)'],
  ["CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a'", 'SELECT f($1, 2)'],
])('%s called by %s', (definition, call, ...statements) => {
  expect(inlined(definition, call)).toEqual(statements.map(normal));
});
