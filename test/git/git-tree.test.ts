import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { openRepository } from '../../src/git/open-repository.ts';
import { makeRepository } from './scratch-repository.ts';

test('reads every byte of large, empty and many files, at once', async () => {
  using repository = makeRepository();
  const large = randomBytes(3_000_000);
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`many/${n}.sql`, `select ${n}\n`]));
  await repository.commit({ large, empty: '', ...many });
  await using opened = await openRepository(repository.directory);
  const tree = await opened.tree({ ref: 'HEAD', side: 'base' });
  const reads = await Promise.all(
    tree.files().map(async (file) => [file, await tree.read(file), await tree.size(file)] as const),
  );
  for (const [file, content, size] of reads) {
    const expected = readFileSync(join(repository.directory, file));
    expect(content.equals(expected), file).toBe(true);
    expect(size).toBe(expected.length);
  }
  expect((await buffer(tree.stream('large'))).equals(large)).toBe(true);
});

test('content ids are equal exactly for equal contents, across trees', async () => {
  using repository = makeRepository();
  const base = await repository.commit({ 'a.sql': 'select 1', 'b.sql': 'select 2' });
  await repository.write({ 'b.sql': 'select 3', 'c.sql': 'select 1' });
  await using opened = await openRepository(repository.directory);
  const [old, head] = [
    await opened.tree({ ref: base, side: 'base' }),
    await opened.tree({ ref: null, side: 'head' }),
  ];
  expect(head.contentId('a.sql')).toBe(old.contentId('a.sql'));
  expect(head.contentId('c.sql')).toBe(old.contentId('a.sql'));
  expect(head.contentId('b.sql')).not.toBe(old.contentId('b.sql'));
  expect(head.contentId('none')).toBeUndefined();
});

test('the folder of a tree is whole, made once, and its own', async () => {
  using repository = makeRepository();
  const base = await repository.commit({ 'db/1.sql': 'select 1', 'данные и\nещё.sql': 'x' });
  await repository.commit({ 'db/1.sql': 'select 2' });
  await using opened = await openRepository(repository.directory);
  const tree = await opened.tree({ ref: base, side: 'base' });
  const [first, second] = await Promise.all([tree.directory(), tree.directory()]);
  expect(first).toBe(second);
  expect(readFileSync(join(first, 'db/1.sql'), 'utf8')).toBe('select 1');
  expect(existsSync(join(first, 'данные и\nещё.sql'))).toBe(true);
  expect(existsSync(join(first, '.git'))).toBe(false);
  expect(repository.git('status', '--porcelain')).toBe('');
});

test('a stream that is given up leaves no process', async () => {
  using repository = makeRepository();
  await repository.commit({ large: randomBytes(3_000_000) });
  const opened = await openRepository(repository.directory);
  const stream = (await opened.tree({ ref: 'HEAD', side: 'base' })).stream('large');
  await new Promise((resolve) => stream.once('readable', resolve));
  stream.destroy();
  await opened[Symbol.asyncDispose]();
});

test('a missing file and a missing ref say what is missing', async () => {
  using repository = makeRepository();
  await repository.commit({ 'a.sql': '' });
  await using opened = await openRepository(repository.directory);
  const tree = await opened.tree({ ref: 'HEAD', side: 'base' });
  await expect(tree.read('none.sql')).rejects.toMatchObject({ code: 'git-file-missing' });
  await expect(opened.tree({ ref: 'none', side: 'base' })).rejects.toMatchObject({ code: 'git-ref-not-found' });
  await expect(opened.tree({ ref: '--all', side: 'base' })).rejects.toMatchObject({
    code: 'git-ref-not-found',
  });
});

test('changed files carry both names and the lines of head, and no name forges a hunk', async () => {
  using repository = makeRepository();
  const lines = Array.from({ length: 30 }, (_, n) => `line ${n}`);
  const forged = 'x\n@@ -1 +7,5 @@\ndiff --git a b';
  const base = await repository.commit({
    moved: lines.join('\n'),
    gone: '1',
    kept: '1',
    [forged]: 'a\n',
    'edit.sql': '1\n2\n3\n',
  });
  repository.git('mv', 'moved', 'arrived');
  repository.git('rm', '--quiet', 'gone');
  await repository.write({ [forged]: 'b\n', 'edit.sql': '1\n+++ two\n@@ -1 +9 @@\n3\n', 'new.sql': 'a\nb\n' });
  await using opened = await openRepository(repository.directory);
  const [from, to] = [
    await opened.tree({ ref: base, side: 'base' }),
    await opened.tree({ ref: null, side: 'head' }),
  ];
  expect(await opened.changedFiles(from, to)).toEqual([
    { base: 'moved', head: 'arrived', ranges: [] },
    { base: 'edit.sql', head: 'edit.sql', ranges: [{ line: 2, endLine: 3 }] },
    { base: 'gone', head: null, ranges: [] },
    { base: null, head: 'new.sql', ranges: [{ line: 1, endLine: 2 }] },
    { base: forged, head: forged, ranges: [{ line: 1, endLine: 1 }] },
  ]);
});
