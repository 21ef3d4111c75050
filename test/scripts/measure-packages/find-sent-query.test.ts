// biome-ignore-all lint/suspicious/noTemplateCurlyInString: programs under test hold templates
import { expect, test } from 'vitest';
import { createFinder } from '../../../scripts/measure-packages/find-sent-query.ts';
import { listSentQueries } from '../../../scripts/measure-packages/list-sent-queries.ts';
import { loadParser } from '../../../src/sql/parser.ts';
import { readProgram } from '../../sources/code/read-program.ts';

const found: readonly (readonly [how: string | null, program: string, sent: string])[] = [
  ['read', 'db.query(`SELECT a FROM t WHERE b = $1`)', 'select a from "t" where b = $1'],
  ['read', "db.query(`SELECT a FROM t WHERE b = 'x'`)", "SELECT a FROM t WHERE b = 'y'"],
  ['dynamic', 'db.query(`SELECT a FROM t ${w} LIMIT 1`)', 'SELECT a FROM t WHERE b = $1 LIMIT 1'],
  ['dynamic', 'db.query(`SELECT a FROM t ${w} LIMIT 1`)', 'SELECT a FROM t LIMIT 1'],
  ['dynamic', 'db.query(`UPDATE ${s}.t SET a = ${a ? `1 + ${b}` : c}`)', 'UPDATE "S".t SET a = $2'],
  [null, 'db.query(`SELECT a FROM t ${w} LIMIT 1`)', 'SELECT a FROM t WHERE b = $1 LIMIT 2'],
  [null, 'db.query(`SELECT a FROM t ${w} LIMIT 1`)', 'SELECT c FROM t LIMIT 1'],
  [null, 'db.query(`SELECT ${c} FROM ${t} ${w}`)', 'SELECT a FROM t WHERE b = 1'],
  [null, 'db.query(`SELECT a FROM t`)', 'SELECT a FROM u'],
];
test.each(found)('%s: %s for %s', async (how, program, sent) => {
  const statements = await readProgram(program);
  await loadParser();
  const [query] = listSentQueries([sent]);
  if (query === undefined) throw new Error('it is a query');
  expect(createFinder(statements, statements)(query)?.how ?? null).toBe(how);
});

test('of what was sent, queries count once each, and migrations not at all', async () => {
  await loadParser();
  const texts = [
    'BEGIN',
    'SELECT a FROM t WHERE b = 1',
    'SELECT a FROM t WHERE b = 2',
    'SET LOCAL lock_timeout = 1; DELETE FROM t; COMMIT',
    'CREATE TABLE u (a int); INSERT INTO u VALUES (1)',
    'LISTEN x',
  ];
  expect(listSentQueries(texts).map(({ text }) => text)).toEqual([
    'SELECT a FROM t WHERE b = 1',
    'DELETE FROM t',
  ]);
});
