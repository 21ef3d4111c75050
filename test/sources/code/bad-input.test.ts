// biome-ignore-all lint/suspicious/noTemplateCurlyInString: programs under test hold templates
import { expect, test } from 'vitest';
import { createCodeFiles } from '../../../src/sources/code/code-files.ts';
import { readGrammar } from '../../../src/sources/code/read-grammar.ts';
import { readSources } from '../../../src/sources/read-sources.ts';
import { loadParser } from '../../../src/sql/parser.ts';
import { makeMemoryTree } from './memory-tree.ts';

const QUERY = 'export const found = () => db.query(`SELECT id FROM app.orders WHERE id = 1`);\n';
const nothing = makeMemoryTree({});

/** A program whose query stands in that many brackets. */
const nest = (open: string, close: string, depth: number): string =>
  `x = ${open.repeat(depth)}'SELECT 1 FROM t'${close.repeat(depth)}`;

/** Reads files beside one that is in order, which must be read whatever the others hold. */
async function readBeside(files: Readonly<Record<string, string | Buffer>>) {
  const head = makeMemoryTree({ ...files, 'zz.ts': QUERY });
  const read = await readSources(nothing, head, { include: ['**'], exclude: [] });
  expect(read.head.filter((s) => s.location.file === 'zz.ts')).toHaveLength(1);
  return { ...read, others: read.head.filter((s) => s.location.file !== 'zz.ts'), reads: head.reads };
}

test('a minified bundle of 50 MB is skipped without being read', async () => {
  const bundle = Buffer.alloc(50_000_000, 'var a="SELECT 1 FROM t";');
  const { skipped, reads } = await readBeside({ 'dist/app.js': bundle });
  expect(skipped).toEqual([{ file: 'dist/app.js', side: 'head', reason: expect.stringContaining('47.7 MiB') }]);
  expect(reads).not.toContain('dist/app.js');
});

test('a video with the name of a program is skipped', async () => {
  const video = Buffer.from([0x47, 0x40, 0x00, 0x10, 0x00, 0x00, 0xb0, 0x0d, 0x00, 0x01]);
  const latin = Buffer.from('const x = "SELECT \xe9 FROM t";', 'latin1');
  const { skipped } = await readBeside({ 'a.ts': video, 'b.php': latin });
  expect(skipped).toEqual([
    { file: 'a.ts', side: 'head', reason: expect.stringContaining('NUL byte') },
    { file: 'b.php', side: 'head', reason: expect.stringContaining('not UTF-8') },
  ]);
});

const deep: readonly (readonly [string, string, string, 'found' | RegExp])[] = [
  ['brackets', 'ts', nest('(', ')', 100_000), /^over 10000 brackets are open at offset 10004: /],
  ['arrays', 'py', nest('[', ']', 100_000), /^over 10000 brackets/],
  ['some brackets', 'ts', nest('(', ')', 5_000), 'found'],
  ['unclosed brackets', 'ts', `db.query('SELECT 1 FROM t'); ${'[{('.repeat(50_000)}`, /^over 10000 brackets/],
  [
    'blocks',
    'go',
    `package a\nfunc f() { ${'if true { '.repeat(5_000)} db.Query("SELECT 1 FROM t") ${'} '.repeat(5_000)} }`,
    'found',
  ],
  [
    'brackets in strings',
    'ts',
    `const a = ['${"(', '".repeat(9_000)}']; db.query('SELECT 1 FROM t');`,
    'found',
  ],
  [
    'templates in templates',
    'ts',
    `f(${'`SELECT ${'.repeat(1_000)}1${'} FROM t`'.repeat(1_000)});`,
    /^not read in 1 s$/,
  ],
];
test.each(deep)('deep nesting is read, or skipped with a reason: %s', async (_, extension, text, expected) => {
  await loadParser();
  const files = createCodeFiles({ readGrammar, timeoutMs: expected === 'found' ? 10_000 : 1_000 });
  const read = await files.readStatements(`a.${extension}`, text, { tree: nothing, fragments: {} });
  if (expected === 'found')
    expect(read).toMatchObject({ statements: [{ sql: 'SELECT 1 FROM t', failure: null }] });
  else expect(read).toEqual({ reason: expect.stringMatching(expected) });
});

test('a chain of 20,000 concatenations is a query whose end is not followed', async () => {
  const { others } = await readBeside({
    'a.js': `const x = 'SELECT a FROM t WHERE 1 = 1'${" + ' OR b = 2'".repeat(20_000)};`,
  });
  expect(others.map(({ failure }) => failure?.kind)).toEqual(['dynamic']);
});

test('a program that is not parsed in time is skipped with the time', async () => {
  await loadParser();
  const slow = createCodeFiles({ readGrammar, timeoutMs: 0 });
  const text = QUERY.repeat(2_000);
  const read = await slow.readStatements('a.ts', text, { tree: nothing, fragments: {} });
  expect(read).toEqual({ reason: 'not read in 0 s' });
  const patient = createCodeFiles({ readGrammar });
  expect(await patient.readStatements('a.ts', QUERY, { tree: nothing, fragments: {} })).toMatchObject({
    statements: [{ name: 'found' }],
  });
});

const broken: readonly (readonly [string, () => Promise<Buffer>])[] = [
  ['is missing', () => Promise.reject(new Error('no such file'))],
  ['is no WebAssembly', async () => Buffer.from('no WebAssembly')],
  ['is cut off', async () => (await readGrammar('tree-sitter-python.wasm')).subarray(0, 100_000)],
  ['is another program', async () => Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])],
];
test.each(broken)('a grammar that %s skips the files of its language only', async (_, breakGrammar) => {
  const files = createCodeFiles({
    readGrammar: (file) => (file.includes('python') ? breakGrammar() : readGrammar(file)),
  });
  const context = { tree: nothing, fragments: {} };
  await loadParser();
  for (const path of ['a.py', 'b.py']) {
    const read = await files.readStatements(path, 'x = "SELECT 1 FROM t"', context);
    expect(read).toEqual({ reason: expect.stringContaining('the grammar of Python did not load: ') });
  }
  expect(await files.readStatements('a.ts', QUERY, context)).toMatchObject({ statements: [{ name: 'found' }] });
});

test('line endings and a byte order mark change neither places nor texts', async () => {
  const lines = [
    'const a = 1;',
    'export const b = () => db.query(`',
    '  SELECT id',
    '  FROM app.orders`);',
    '',
  ];
  const [unix, windows, mixed] = [lines.join('\n'), lines.join('\r\n'), lines.join('\n').replace('\n', '\r\n')];
  const { others } = await readBeside({
    'a.ts': unix,
    'b.ts': windows,
    'c.ts': mixed,
    'd.ts': `\ufeff${windows}`,
  });
  expect(others.map(({ location, text, name }) => [location.line, location.endLine, text, name])).toEqual(
    Array.from({ length: 4 }, () => [3, 4, 'SELECT id\n  FROM app.orders', 'b']),
  );
});

test('a program with syntax errors gives what stands outside of them', async () => {
  const text = `class { broken ((\n${QUERY}const = ;\ndb.query('DELETE FROM app.cart');\n`;
  const { others, skipped } = await readBeside({ 'a.ts': text });
  expect(skipped).toEqual([]);
  expect(others.map((s) => s.sql)).toEqual(['SELECT id FROM app.orders WHERE id = 1', 'DELETE FROM app.cart']);
});

test.each(['', '\n', '// SELECT 1 FROM t\n', '`', '"', "'unclosed SELECT 1 FROM t"])(
  'nothing to find: %j',
  async (text) => {
    const { others, skipped } = await readBeside({ 'a.ts': text });
    expect([others, skipped]).toEqual([[], []]);
  },
);
