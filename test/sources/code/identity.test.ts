// biome-ignore-all lint/suspicious/noTemplateCurlyInString: programs under test hold templates
import { expect, test } from 'vitest';
import { pairQueries } from '../../../src/compare/pair-queries.ts';
import { readProgram, readPrograms } from './read-program.ts';

const program = `
export class Orders {
  async find(id) {
    await db.query('SELECT a FROM app.orders WHERE id = $1', [id]);
    return db.query('SELECT b FROM app.customers WHERE id = $1', [id]);
  }
}
`;

test('a query is named by its method and class, and a second one there is told apart by its ordinal', async () => {
  const statements = await readProgram(program);
  expect(statements.map(({ name, ordinal }) => [name, ordinal])).toEqual([
    ['Orders.find', 1],
    ['Orders.find', 2],
  ]);
  expect(pairQueries([], statements).map(({ id }) => id)).toEqual([
    'src/program.ts#Orders.find',
    'src/program.ts#Orders.find~2',
  ]);
});

const edits: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['edits above it', { 'src/a.ts': `// more\nconst x = db.query('SELECT 1');\n${program}` }],
  ['a rename of the file', { 'src/renamed/b.ts': program }],
  ['a changed SELECT list', { 'src/a.ts': program.replaceAll('SELECT a', 'SELECT a, c') }],
  ['a rename and a changed SELECT list', { 'src/b.ts': program.replaceAll('SELECT b', 'SELECT b, c') }],
  ['deeper indentation', { 'src/a.ts': program.replaceAll('\n', '\n    ') }],
];
test.each(edits)('identity survives %s', async (_, files) => {
  const base = await readPrograms({ 'src/a.ts': program });
  const pairs = pairQueries(base, await readPrograms(files));
  const ours = pairs.filter(({ base: before }) => before !== null);
  expect(ours.map(({ base: before, head }) => [before?.name, before?.ordinal, head?.name])).toEqual([
    ['Orders.find', 1, 'Orders.find'],
    ['Orders.find', 2, 'Orders.find'],
  ]);
  for (const { base: before, head } of ours) expect(head?.text).toContain(before?.text.match(/FROM \S+/)?.[0]);
});

const names: readonly (readonly [string, string | null])[] = [
  ['function f() { _ }', 'f'],
  ['const f = async () => _', 'f'],
  ['const f = function () { return () => { _ } }', 'f'],
  ['class A { static q = _ }', 'A.q'],
  ['class A { m() { const text = _; } }', 'A.m'],
  ['class A { m = async () => { _ } }', 'A.m'],
  ['const repo = { find: (id) => _ }', 'repo.find'],
  ['const repo = { find() { _ } }', 'repo.find'],
  ['const SQL = _', 'SQL'],
  ['const SQL = { find: _ }', 'SQL.find'],
  ['module.exports.find = () => _', 'find'],
  ['export default function () { _ }', 'default'],
  ['function outer() { function inner() { _ } }', 'outer.inner'],
  ['_', null],
];
test.each(names)('%s is named %s', async (text, name) => {
  const [statement] = await readProgram(text.replace('_', "db.query('SELECT a FROM t WHERE b = 1')"));
  expect(statement?.name).toBe(name);
});
