// A user would get JSON with keys that the query does not read, or none.
import { beforeAll, expect, it } from 'vitest';
import { splitDocuments } from '../../../../src/sql/parameters/documents/split-documents.ts';
import { parseStatement, writeSql } from '../../../../src/sql/parameters/syntax.ts';
import { loadParser } from '../../../../src/sql/parser.ts';

beforeAll(() => loadParser());

it.each([
  ["SELECT FROM t WHERE a = $1::jsonb ->> 'k'", 'SELECT FROM t WHERE a = $9', ['k']],
  ["SELECT FROM t WHERE a = ($1::json -> 'k' ->> 'l')::int", 'SELECT FROM t WHERE a = $9::int', ['k.l']],
  ["SELECT FROM t WHERE a = b ->> 'k'", "SELECT FROM t WHERE a = b ->> 'k'", []],
  ['SELECT FROM t WHERE a = $1::json ->> b', 'SELECT FROM t WHERE a = $1::json ->> b', []],
  [
    'SELECT FROM json_to_recordset($1) AS x (a int, "B" text)',
    'SELECT FROM unnest(CAST($9 AS int[]), CAST($10 AS text[])) AS x (a, "B")',
    ['a', 'B'],
  ],
  [
    "SELECT el ->> 'a' FROM json_array_elements($1) AS el",
    'SELECT explain_gate_9 FROM unnest(CAST($9 AS text[])) AS el (explain_gate_9)',
    ['a'],
  ],
])('%s', (sql, split, paths) => {
  const tree = parseStatement(sql);
  if (!tree) throw new Error('not one statement');
  const { trees, documents } = splitDocuments([tree], 9, () => undefined);
  const normal = parseStatement(split);
  expect(trees.map(writeSql)).toEqual(normal ? [writeSql(normal)] : []);
  expect(documents.flatMap(({ members }) => members.map(({ path }) => path.join('.')))).toEqual(paths);
});
