// biome-ignore-all lint/suspicious/noTemplateCurlyInString: programs under test hold templates
import { expect, test } from 'vitest';
import { readProgram } from './read-program.ts';

const followed: readonly (readonly [string, string])[] = [
  ["const t = () => 'app.t'; db.query(`SELECT a FROM ${t()}`)", 'SELECT a FROM app.t'],
  ["function t(s) { return `${s}.t`; } db.query(`SELECT a FROM ${t('app')}`)", 'SELECT a FROM app.t'],
  ["function t(s = 'app') { return `${s}.t`; } db.query(`SELECT a FROM ${t()}`)", 'SELECT a FROM app.t'],
  [
    "const S = 'app'; const t = (s: string) => s + '.t'; db.query(`SELECT a FROM ${t(S)}`)",
    'SELECT a FROM app.t',
  ],
  ["const t = (n, s = `${n}x`) => s; db.query(`SELECT a FROM ${t('t')}`)", 'SELECT a FROM tx'],
  // The same name means another thing outside of the function than in it.
  [
    "const s = 'far'; const t = (s) => `${s}.t`; db.query(`SELECT a FROM ${t(s + 'm')}`)",
    'SELECT a FROM farm.t',
  ],
  [
    "const q = (s) => `${s}.`; const t = (s) => `${q(s)}t`; db.query(`SELECT a FROM ${t('app')}`)",
    'SELECT a FROM app.t',
  ],
  [
    "function t(s) { const n = `${s}.t`; return n; } db.query(`SELECT a FROM ${t('app')}`)",
    'SELECT a FROM app.t',
  ],
  ["class A { t() { return 'app.t'; } f() { db.query(`SELECT a FROM ${this.t()}`) } }", 'SELECT a FROM app.t'],
  [
    'const w = (x) => sql`b = ${x}`; sql`SELECT a FROM t WHERE ${w(1)} AND c = ${2}`',
    'SELECT a FROM t WHERE b = $1 AND c = $2',
  ],
  ['const v = () => 1; sql`SELECT a FROM t WHERE b = ${v()}`', 'SELECT a FROM t WHERE b = $1'],
  ["const t = (pg) => pg`${pg('app')}.${pg('t')}`; pg`SELECT a FROM ${t(pg)}`", 'SELECT a FROM "app"."t"'],
  ['pg`UPDATE t SET a = ${pg.json(a)} WHERE b = ${b}`', 'UPDATE t SET a = $1 WHERE b = $2'],
  ['sql`UPDATE t SET a = ${sql.json(a)} WHERE b = ${b}`', 'UPDATE t SET a = $1 WHERE b = $2'],
];
test.each(followed)('what a function always returns is put in: %s', async (text, sql) => {
  const statements = await readProgram(text);
  expect(statements.at(-1)).toMatchObject({ sql, failure: null });
});

const unknown: readonly (readonly [string, string])[] = [
  ["function t(s) { if (s) return 'x'; return 'y'; } db.query(`SELECT a FROM ${t(1)}`)", 't(1)'],
  ["function t(s) { if (s) { return 'x'; } } db.query(`SELECT a FROM ${t(1)}`)", 't(1)'],
  ["const t = async () => 'x'; db.query(`SELECT a FROM ${t()}`)", 't()'],
  ["function t(s) { s = 'z'; return `${s}`; } db.query(`SELECT a FROM ${t('x')}`)", 's'],
  ['function t(s) { return `${s}.t`; } db.query(`SELECT a FROM ${t()}`)', 's'],
  ["const t = ({ s }) => `${s}.t`; db.query(`SELECT a FROM ${t({ s: 'x' })}`)", 's'],
  ["const t = (...s) => `${s}.t`; db.query(`SELECT a FROM ${t('x')}`)", 's'],
  ['const t = (a, s) => `${s}.t`; db.query(`SELECT a FROM ${t(...x)}`)', 't(...x)'],
  ["const t = () => 'x'; function f(t) { db.query(`SELECT a FROM ${t()}`) }", 't()'],
  ["function f() { const t = () => 'x'; } db.query(`SELECT a FROM ${t()}`)", 't()'],
  ["class A { t() { return 'x'; } } class B { f() { db.query(`SELECT a FROM ${this.t()}`) } }", 'this.t()'],
  ["class A { t() { return 'x'; } f() { db.query(`SELECT a FROM ${other.t()}`) } }", 'other.t()'],
  ["const t = (n) => t(n); db.query(`SELECT a FROM ${t('x')}`)", 't(n)'],
  ["const p = (n) => q(n); const q = (n) => p(n); db.query(`SELECT a FROM ${p('x')}`)", 'p(n)'],
];
test.each(unknown)('what a function may return otherwise is named: %s', async (text, hole) => {
  const statement = (await readProgram(text)).at(-1);
  expect(statement?.failure).toMatchObject({ kind: 'dynamic', fragments: expect.arrayContaining([hole]) });
});

test('functions that call each other many times over end', async () => {
  const calls = Array.from(
    { length: 30 },
    (_, i) => `const f${i} = () => \`\${f${i + 1}()} \${f${i + 1}()}\`;`,
  );
  const [statement] = await readProgram(`${calls.join('\n')} db.query(\`SELECT a FROM t \${f0()}\`)`);
  expect(statement?.failure?.kind).toBe('dynamic');
});
