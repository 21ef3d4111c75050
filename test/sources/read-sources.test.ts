import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { readSources } from '../../src/sources/read-sources.ts';
import type { SourceTree } from '../../src/sources/source.ts';

/** A tree in memory that counts what is read of it. */
function makeTree(files: Readonly<Record<string, string | Buffer>>): SourceTree & { readonly reads: string[] } {
  const reads: string[] = [];
  const bytes = (path: string): Buffer => Buffer.from(files[path] ?? '');
  return {
    reads,
    files: () => Object.keys(files),
    contentId: (path) => (path in files ? createHash('sha1').update(bytes(path)).digest('hex') : undefined),
    size: async (path) => bytes(path).length,
    read: async (path) => {
      reads.push(path);
      return bytes(path);
    },
  };
}

const everything = { include: ['**/*.sql'], exclude: [] };

test('an unchanged file is read once and shared; changed, new and removed files are read on their side', async () => {
  const base = makeTree({ 'same.sql': 'SELECT 1', 'edit.sql': 'SELECT 2', 'gone.sql': 'SELECT 3' });
  const head = makeTree({ 'same.sql': 'SELECT 1', 'edit.sql': 'SELECT 4', 'new.sql': 'SELECT 5' });
  const read = await readSources(base, head, everything);
  expect(read.base.map((s) => s.text)).toEqual(['SELECT 1', 'SELECT 2', 'SELECT 3']);
  expect(read.head.map((s) => s.text)).toEqual(['SELECT 1', 'SELECT 4', 'SELECT 5']);
  expect(read.head[0]).toBe(read.base[0]);
  expect([base.reads, head.reads]).toEqual([
    ['same.sql', 'edit.sql', 'gone.sql'],
    ['edit.sql', 'new.sql'],
  ]);
  expect([read.filesRead, read.skipped]).toEqual([5, []]);
});

test('what is no text is skipped with a reason and stops nothing', async () => {
  const latin = Buffer.from([0x2d, 0x2d, 0x20, 0xe9, 0x0a]);
  const files = {
    'latin1.sql': latin,
    'nul.sql': 'SELECT 1;\0',
    'large.sql': Buffer.alloc(20_000_000, 32),
    'ok.sql': 'SELECT 1',
  };
  const head = makeTree(files);
  const read = await readSources(makeTree({ 'latin1.sql': latin }), head, everything);
  expect(read.head.map((s) => s.location.file)).toEqual(['ok.sql']);
  expect(read.skipped).toEqual([
    { file: 'latin1.sql', side: 'head', reason: expect.stringContaining('not UTF-8') },
    { file: 'nul.sql', side: 'head', reason: expect.stringContaining('NUL byte at offset 9') },
    { file: 'large.sql', side: 'head', reason: expect.stringContaining('19.1 MiB') },
  ]);
  expect(head.reads).not.toContain('large.sql');
});

test('a file that only base cannot have read is named with its side', async () => {
  const read = await readSources(makeTree({ 'a.sql': '\0' }), makeTree({ 'a.sql': 'SELECT 1' }), everything);
  expect(read.skipped).toEqual([{ file: 'a.sql', side: 'base', reason: expect.any(String) }]);
  expect(read.head).toHaveLength(1);
});

const globCases: readonly (readonly [string, readonly string[], readonly string[], readonly string[]])[] = [
  [
    'every .sql file, hidden folders too',
    ['**/*.sql'],
    [],
    ['.hidden/a.sql', 'a.sql', 'db/1.sql', 'new\nline.sql', 'with [brackets].sql'],
  ],
  ['a path with letters that globs use', ['with [brackets].sql'], [], ['with [brackets].sql']],
  ['a folder', ['db'], [], ['db/1.sql']],
  ['a folder with dot and slash', ['./db/'], [], ['db/1.sql']],
  ['a path', ['q/УПС.SQL'], [], ['q/УПС.SQL']],
  ['without what is excluded', ['**'], ['db/**', '.hidden', '*.sql'], ['q/УПС.SQL']],
  ['files of other kinds have no source', ['readme.md'], [], []],
];
test.each(globCases)('globs: %s', async (_, include, exclude, files) => {
  const paths = [
    '.hidden/a.sql',
    'a.sql',
    'db/1.sql',
    'new\nline.sql',
    'q/УПС.SQL',
    'readme.md',
    'with [brackets].sql',
  ];
  const tree = makeTree(Object.fromEntries(paths.map((path) => [path, 'SELECT 1'])));
  const { head } = await readSources(makeTree({}), tree, { include, exclude });
  expect(head.map((s) => s.location.file)).toEqual(files);
});

test('with only what changed, a file that is equal on both sides is not even read', async () => {
  const base = makeTree({ 'same.sql': 'SELECT 1', 'same.ts': 'db.query("SELECT 2")', 'edit.sql': 'SELECT 3' });
  const head = makeTree({ 'same.sql': 'SELECT 1', 'same.ts': 'db.query("SELECT 2")', 'edit.sql': 'SELECT 4' });
  const globs = { include: ['**'], exclude: [] };
  const read = await readSources(base, head, globs, { onlyChanged: true });
  expect([base.reads, head.reads]).toEqual([['edit.sql'], ['edit.sql']]);
  expect([...read.unchanged]).toEqual(['same.sql', 'same.ts']);
  expect(read.filesRead).toBe(2);
});

test('statements of other databases are named, and a file of deep ones harms no other file', async () => {
  const deep = `SELECT ${'1+'.repeat(20_000)}1;`;
  const read = await readSources(
    makeTree({}),
    makeTree({
      'a.sql': deep.repeat(8),
      'b.sql': 'SELECT `a` FROM t LIMIT 1, 2; SELECT FROM FROM',
      'c.sql': 'SELECT 1',
    }),
    everything,
  );
  const failures = read.head.filter((s) => s.location.file !== 'a.sql').map((s) => s.failure?.message ?? null);
  expect(failures).toEqual(['MySQL, not checked', 'syntax error at or near "FROM" (b.sql:1)', null]);
});
