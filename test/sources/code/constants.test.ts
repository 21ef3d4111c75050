// biome-ignore-all lint/suspicious/noTemplateCurlyInString: programs under test hold templates
import { expect, test } from 'vitest';
import { readSources } from '../../../src/sources/read-sources.ts';
import { makeMemoryTree } from './memory-tree.ts';
import { readProgram, readPrograms } from './read-program.ts';

const resolved: readonly (readonly [string, string])[] = [
  ["const T = 'app.t'; db.query(`SELECT a FROM ${T}`)", 'SELECT a FROM app.t'],
  ["const S = 'app'; const T = `${S}.t`; db.query(`SELECT a FROM ${T}`)", 'SELECT a FROM app.t'],
  ["const N = { t: 'app.t' } as const; db.query(`SELECT a FROM ${N.t}`)", 'SELECT a FROM app.t'],
  ["class A { static T = 'app.t'; f() { db.query(`SELECT a FROM ${A.T}`) } }", 'SELECT a FROM app.t'],
  ["class A { t = 'app.t'; f() { db.query(`SELECT a FROM ${this.t}`) } }", 'SELECT a FROM app.t'],
  ["enum N { t = 'app.t' } db.query(`SELECT a FROM ${N.t}`)", 'SELECT a FROM app.t'],
  ["const C = ['a', 'b']; db.query(`SELECT ${C.join(', ')} FROM t`)", 'SELECT a, b FROM t'],
  ["const HEAD = 'SELECT a FROM t'; db.query(HEAD + ' WHERE b = $1')", 'SELECT a FROM t WHERE b = $1'],
  ["const T = 'x'; function f() { const T = 'app.t'; db.query(`SELECT a FROM ${T}`) }", 'SELECT a FROM app.t'],
  ["let q = 'SELECT a FROM t'; q += ' WHERE b = 1'; db.query(q)", 'SELECT a FROM t WHERE b = 1'],
  ['const where = sql`b = ${1}`; sql`SELECT a FROM t WHERE ${where}`', 'SELECT a FROM t WHERE b = $1'],
];
test.each(resolved)('constants of the file are put in: %s', async (text, sql) => {
  const statements = await readProgram(text);
  expect(statements.at(-1)).toMatchObject({ sql, failure: null });
});

const unknown: readonly (readonly [string, string])[] = [
  ['function f(t) { db.query(`SELECT a FROM ${t}`) }', 't'],
  ["const t = 'x'; function f(t) { db.query(`SELECT a FROM ${t}`) }", 't'],
  ["let t = 'x'; if (y) t = 'z'; db.query(`SELECT a FROM ${t}`)", 't'],
  ["const t = y ? 'x' : 'z'; db.query(`SELECT a FROM ${t}`)", 't'],
  ['db.query(`SELECT a FROM ${this.table}`)', 'this.table'],
  ['db.query(`SELECT a FROM ${table()}`)', 'table()'],
  ['const t = t2; const t2 = t; db.query(`SELECT a FROM ${t}`)', 't'],
  ["let q = 'SELECT a FROM t'; if (y) q += ' WHERE b = 1'; db.query(q)", "q += ' WHERE b = 1'"],
  ["let q = 'SELECT a FROM t'; if (y) q = q + ' WHERE b = 1'; db.query(q)", "q = q + ' WHERE b = 1'"],
  ["const c = []; c.push('AND b'); db.query(`SELECT a FROM t WHERE c ${c.join(' ')}`)", "c.join(' ')"],
  ["db.query(`SELECT a FROM t${x ? ' WHERE b = 1' : ''} LIMIT 1`)", "x ? ' WHERE b = 1' : ''"],
  [
    "const q = `WITH w AS (SELECT a FROM t)${x ? ' SELECT a FROM w' : ' TABLE w'}`;",
    "x ? ' SELECT a FROM w' : ' TABLE w'",
  ],
  ['new StringBuilder("SELECT a FROM t").append(x)', 'StringBuilder(…)'],
];
test.each(unknown)('what only the program knows is named: %s', async (text, hole) => {
  const [statement] = await readProgram(text);
  expect(statement?.failure).toMatchObject({ kind: 'dynamic', fragments: expect.arrayContaining([hole]) });
});

test('a value that a tag sends is no text, constant or not', async () => {
  const [statement] = await readProgram(
    "const OPEN = 'open'; sql`SELECT a FROM t WHERE b = ${OPEN} AND c = ${'x'}`",
  );
  expect(statement).toMatchObject({ sql: 'SELECT a FROM t WHERE b = $1 AND c = $2', failure: null });
  expect(statement?.parameters.map(({ name }) => name)).toEqual(['OPEN', null]);
});

test('the config gives texts by file or glob, by the whole expression or its last name', async () => {
  const files = {
    'src/jobs.ts': 'const f = (o) => db.query(`SELECT a FROM ${o.schema}.jobs`);',
    'src/other.ts': 'const f = (schema) => db.query(`SELECT a FROM ${schema}.others`);',
    'lib/far.ts': 'const f = (schema) => db.query(`SELECT a FROM ${schema}.far`);',
  };
  const found = await readPrograms(files, {
    'src/jobs.ts': { 'o.schema': 'graphile_worker' },
    'src/**': { schema: 'app' },
  });
  expect(found.map(({ text }) => text)).toEqual([
    'SELECT a FROM graphile_worker.jobs',
    'SELECT a FROM app.others',
    'SELECT a FROM ${schema}.far',
  ]);
});

const importing: readonly (readonly [string, string, string, string])[] = [
  ['src/a.ts', "import { T } from './b';", 'src/b.ts', "export const T = 'app.t';"],
  ['src/a.ts', "import { X as T } from './b.js';", 'src/b.ts', "export const X = 'app.t';"],
  ['src/a.ts', "import { T } from '../lib';", 'lib/index.js', "export const T = 'app.t';"],
  ['src/a.js', "const { T } = require('./b');", 'src/b.js', "const T = 'app.t'; module.exports = { T };"],
];
test.each(importing)('an imported constant, one step away: %s %s', async (file, statement, other, text) => {
  const files = { [file]: `${statement} db.query(\`SELECT a FROM \${T}\`);`, [other]: text };
  expect(await readPrograms(files)).toMatchObject([{ sql: 'SELECT a FROM app.t', failure: null }]);
});

test('what is imported from further away, changed or missing stays a hole', async () => {
  const files = {
    'a.ts': "import { T } from './b'; db.query(`SELECT a FROM ${T}`);",
    'b.ts': "export { T } from './c';",
    'c.ts': "export const T = 'app.t';",
    'd.ts':
      "import { L } from './e'; import { M } from 'elsewhere'; db.query(`SELECT a FROM ${L} JOIN ${M} USING (id)`);",
    'e.ts': "export let L = 'app.t'; L = 'app.u';",
  };
  const found = await readPrograms(files);
  expect(found.map(({ failure }) => failure?.kind)).toEqual(['dynamic', 'dynamic']);
});

test('an unchanged program is read once, and again when a constant that it imports is another', async () => {
  const user = "import { T } from './names'; db.query(`SELECT a FROM ${T}`);";
  const alone = "db.query('SELECT b FROM app.u');";
  const base = makeMemoryTree({ 'user.ts': user, 'alone.ts': alone, 'names.ts': "export const T = 'app.t';" });
  const head = makeMemoryTree({ 'user.ts': user, 'alone.ts': alone, 'names.ts': "export const T = 'app.v';" });
  const read = await readSources(base, head, { include: ['**'], exclude: [] });
  expect(read.base.map((s) => s.sql)).toEqual(['SELECT a FROM app.t', 'SELECT b FROM app.u']);
  expect(read.head.map((s) => s.sql)).toEqual(['SELECT a FROM app.v', 'SELECT b FROM app.u']);
  expect(read.head[1]).toBe(read.base[1]);
  expect(head.reads).not.toContain('alone.ts');
});
