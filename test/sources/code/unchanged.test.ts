// biome-ignore-all lint/suspicious/noTemplateCurlyInString: programs under test hold templates
import { expect, test, vi } from 'vitest';
import { CodeParser } from '../../../src/sources/code/code-parser.ts';
import { readSources } from '../../../src/sources/read-sources.ts';
import { makeMemoryTree } from './memory-tree.ts';

test('an unchanged program is not parsed where nothing can move its queries, and once where a migration can', async () => {
  const parse = vi.spyOn(CodeParser.prototype, 'parse');
  const programs = Object.fromEntries(
    Array.from({ length: 20 }, (_, n) => [`src/a${n}.ts`, `db.query('SELECT ${n} FROM app.t');`]),
  );
  const base = makeMemoryTree(programs);
  const head = makeMemoryTree({ ...programs, 'src/a0.ts': "db.query('SELECT 99 FROM app.t');" });
  const globs = { include: ['**'], exclude: [] };
  const alone = await readSources(base, head, globs, { onlyChanged: true });
  // The two sides of the one that changed: once for its queries, once for the constants that it gives to others.
  expect(parse.mock.calls.length).toBeLessThanOrEqual(4);
  expect([alone.base.length, alone.head.length, alone.unchanged.size]).toEqual([1, 1, 19]);
  parse.mockClear();
  const all = await readSources(base, head, globs);
  expect(parse).toHaveBeenCalledTimes(21);
  expect([all.base.length, all.head.length, all.unchanged.size]).toEqual([20, 20, 0]);
  parse.mockRestore();
});

// A file that git calls unchanged has other queries when a constant of another file is another.
const T = '${T}';
const USER = `import { T } from './names'; db.query(\`SELECT a FROM ${T}\`);`;
const movers: readonly (readonly [string, Readonly<Record<string, string>>, string, string, boolean])[] = [
  ['its text is another', { 'user.ts': USER }, "export const T = 'app.t';", "export const T = 'app.v';", true],
  ['it is gone', { 'user.ts': USER }, "export const T = 'app.t';", 'export const S = 1;', true],
  ['it is there now', { 'user.ts': USER }, '', "export const T = 'app.t';", true],
  [
    'what it is made of is another',
    { 'user.ts': USER },
    "const s = 'a'; export const T = s + '.t';",
    "const s = 'b'; export const T = s + '.t';",
    true,
  ],
  [
    'it is a list',
    { 'user.ts': `import { T } from './names'; db.query(\`SELECT ${'${T.join()}'} FROM app.t\`);` },
    "export const T = ['a'];",
    "export const T = ['a', 'b'];",
    true,
  ],
  [
    'it only moved',
    { 'user.ts': USER },
    "export const T = 'app.t';",
    "// Names\nexport const T = 'app.t'; f();",
    false,
  ],
  [
    'another one is another',
    { 'user.ts': USER },
    "export const T = 'app.t', U = 1, V = 'a';",
    "export const T = 'app.t', U = 2, V = 'b';",
    false,
  ],
];
test.each(movers)(
  'with only what changed, a constant of an unchanged program: %s',
  async (_, files, before, after, moved) => {
    const [base, head] = [before, after].map((names) => makeMemoryTree({ ...files, 'names.ts': names }));
    if (base === undefined || head === undefined) throw new Error('two sides');
    const globs = { include: ['**'], exclude: [] };
    const read = await readSources(base, head, globs, { onlyChanged: true });
    expect(read.unchanged.has('user.ts')).toBe(!moved);
    const everything = await readSources(base, head, globs);
    const texts = (side: 'base' | 'head') => everything[side].map(({ sql }) => sql);
    expect([texts('base'), texts('head')].map(String)[0] === String(texts('head'))).toBe(!moved);
    if (moved)
      expect([read.base, read.head].map((side) => side.map(({ sql }) => sql))).toEqual([
        texts('base'),
        texts('head'),
      ]);
  },
);
