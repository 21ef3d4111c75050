import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openRepository } from '../../src/git/open-repository.ts';
import { makeRepository, runGitIn, type ScratchRepository } from './scratch-repository.ts';

/** Every file below a folder with its bytes. */
function contentsOf(directory: string): Record<string, string> {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();
  const regular = files.filter((file) => statSync(join(directory, file)).isFile());
  return Object.fromEntries(regular.map((file) => [file, readFileSync(join(directory, file), 'base64')]));
}

/** All that a user could see of a repository. */
function stateOf(repository: ScratchRepository): unknown {
  const index = statSync(join(repository.directory, '.git/index'));
  return {
    files: contentsOf(repository.directory),
    indexTime: index.mtimeMs,
    status: repository.git('--no-optional-locks', 'status', '--porcelain'),
  };
}

describe('the work tree as head', () => {
  test('has uncommitted, staged and untracked files, and neither deleted nor ignored ones', async () => {
    using repository = makeRepository();
    const names = ['a.sql', 'with space.sql', 'line\nbreak.sql', 'запрос.sql', 'sub/b.sql'];
    await repository.commit({
      ...Object.fromEntries(names.map((n) => [n, `-- ${n}`])),
      '.gitignore': '*.log',
      gone: '',
    });
    await repository.write({
      'a.sql': 'edited',
      'new \t"файл"\n.sql': 'untracked',
      'x.log': '',
      'staged.sql': 'staged',
    });
    repository.git('add', 'staged.sql');
    await repository.write({ 'staged.sql': 'staged, then edited' });
    await rm(join(repository.directory, 'gone'));
    const earlier = stateOf(repository);

    await using opened = await openRepository(repository.directory);
    const tree = await opened.tree({ ref: null, side: 'head' });
    const contents = await Promise.all(tree.files().map(async (f) => [f, (await tree.read(f)).toString()]));

    expect(Object.fromEntries(contents)).toEqual({
      '.gitignore': '*.log',
      'a.sql': 'edited',
      'line\nbreak.sql': '-- line\nbreak.sql',
      'new \t"файл"\n.sql': 'untracked',
      'staged.sql': 'staged, then edited',
      'sub/b.sql': '-- sub/b.sql',
      'with space.sql': '-- with space.sql',
      'запрос.sql': '-- запрос.sql',
    });
    const bytewise = tree.files().toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(tree.files()).toEqual(bytewise);
    expect(stateOf(repository)).toEqual(earlier);
  });

  test('leaves no temp folder and no process behind', async () => {
    using repository = makeRepository();
    await repository.commit({ 'a.sql': 'select 1' });
    await repository.write({ 'b.sql': 'select 2' });
    const opened = await openRepository(repository.directory);
    const tree = await opened.tree({ ref: null, side: 'head' });
    await tree.read('b.sql');
    await tree.size('b.sql');
    const directory = await tree.directory();
    expect(readFileSync(join(directory, 'b.sql'), 'utf8')).toBe('select 2');
    const scratch = join(directory, '..');
    await opened[Symbol.asyncDispose]();
    expect(() => statSync(scratch)).toThrow('ENOENT');
    const running = readdirSync('/proc')
      .filter((pid) => /^\d+$/.test(pid))
      .map((pid) => {
        try {
          return readFileSync(`/proc/${pid}/environ`, 'utf8');
        } catch {
          return '';
        }
      });
    expect(running.filter((environment) => environment.includes(scratch))).toEqual([]);
  });

  test('is removed by removeSync as well', async () => {
    using repository = makeRepository();
    await repository.commit({ 'a.sql': 'select 1' });
    const opened = await openRepository(repository.directory);
    const tree = await opened.tree({ ref: null, side: 'head' });
    await tree.read('a.sql');
    const directory = await tree.directory();
    opened.removeSync();
    expect(() => statSync(join(directory, '..'))).toThrow('ENOENT');
    await opened[Symbol.asyncDispose]();
  });

  test('is read before the first commit', async () => {
    using repository = makeRepository();
    await repository.write({ 'a.sql': 'select 1' });
    await using opened = await openRepository(repository.directory);
    expect((await opened.tree({ ref: null, side: 'head' })).files()).toEqual(['a.sql']);
    expect(await opened.describeHead()).toEqual({ ref: 'main', sha: null });
  });

  test('notices an edit of equal size within the second of the index', async () => {
    using repository = makeRepository();
    await repository.commit({ 'a.sql': 'select 1' });
    await repository.write({ 'a.sql': 'select 2' });
    await using opened = await openRepository(repository.directory);
    const tree = await opened.tree({ ref: null, side: 'head' });
    expect((await tree.read('a.sql')).toString()).toBe('select 2');
  });

  test('works in a linked worktree and from a folder inside of it', async () => {
    using repository = makeRepository();
    await repository.commit({ 'queries/a.sql': 'select 1' });
    const linked = join(repository.parent, 'linked');
    repository.git('worktree', 'add', '--quiet', '-b', 'feature', linked);
    runGitIn(linked, ['rm', '--quiet', '--cached', 'queries/a.sql']);
    await using opened = await openRepository(join(linked, 'queries'));
    expect(opened.directory).toBe(linked);
    expect((await opened.tree({ ref: null, side: 'head' })).files()).toEqual(['queries/a.sql']);
    expect(runGitIn(linked, ['status', '--porcelain'])).toContain('D  queries/a.sql');
  });

  test('keeps what a sparse checkout leaves out of the work tree', async () => {
    using repository = makeRepository();
    await repository.commit({ 'db/seed.sql': 'select 1', 'queries/a.sql': 'select 1', 'top.sql': '' });
    repository.git('sparse-checkout', 'set', 'queries');
    await repository.write({ 'queries/b.sql': 'select 2', 'other/c.sql': 'select 3' });
    await using opened = await openRepository(repository.directory);
    const tree = await opened.tree({ ref: null, side: 'head' });
    expect(tree.files()).toEqual(['db/seed.sql', 'other/c.sql', 'queries/a.sql', 'queries/b.sql', 'top.sql']);
    expect(readFileSync(join(await tree.directory(), 'db/seed.sql'), 'utf8')).toBe('select 1');
  });

  test('names symbolic links, submodules and nested repositories without a commit, and reads the rest', async () => {
    using repository = makeRepository();
    await repository.commit({ 'a.sql': 'select 1' });
    symlinkSync('/etc/passwd', join(repository.directory, 'link.sql'));
    await repository.write({ 'nested/x.sql': '' });
    runGitIn(join(repository.directory, 'nested'), ['init', '--quiet']);
    const library = join(repository.directory, 'library');
    runGitIn(repository.directory, ['init', '--quiet', library]);
    runGitIn(library, ['commit', '--quiet', '--allow-empty', '--message=change']);
    await using opened = await openRepository(repository.directory);
    const tree = await opened.tree({ ref: null, side: 'head' });
    expect(tree.files()).toEqual(['a.sql']);
    expect(tree.skipped).toContainEqual({ file: 'link.sql', reason: 'symbolic link' });
    expect(tree.skipped).toContainEqual({ file: 'library', reason: 'submodule' });
    expect(tree.skipped.map((s) => s.reason).join()).toContain('nested');
  });

  test('runs no hook and no file system monitor of the repository', async () => {
    using repository = makeRepository();
    await repository.commit({ 'a.sql': 'select 1' });
    const trace = join(repository.parent, 'trace');
    for (const hook of ['post-index-change', 'fsmonitor', 'post-checkout']) {
      await repository.write({ [`.git/hooks/${hook}`]: `#!/bin/sh\necho ${hook} >> '${trace}'\n` });
      chmodSync(join(repository.directory, '.git/hooks', hook), 0o755);
    }
    repository.git('config', 'core.fsmonitor', join(repository.directory, '.git/hooks/fsmonitor'));
    await repository.write({ 'b.sql': '' });
    await using opened = await openRepository(repository.directory);
    await (await opened.tree({ ref: null, side: 'head' })).directory();
    expect(() => statSync(trace)).toThrow('ENOENT');
  });

  test('leaves a split index as it is', async () => {
    using repository = makeRepository();
    await repository.commit({ 'a.sql': 'select 1' });
    repository.git('update-index', '--split-index');
    await repository.commit({ 'b.sql': 'select 2' });
    await repository.write({ 'c.sql': 'select 3' });
    const earlier = stateOf(repository);
    await using opened = await openRepository(repository.directory);
    expect((await opened.tree({ ref: null, side: 'head' })).files()).toEqual(['a.sql', 'b.sql', 'c.sql']);
    expect(stateOf(repository)).toEqual(earlier);
  });

  test('of a partial clone is read, what it lacks fetched', async () => {
    using repository = makeRepository();
    const first = await repository.commit({ 'a.sql': 'select 1' });
    await repository.commit({ 'a.sql': 'select 2' });
    repository.git('config', 'uploadpack.allowFilter', 'true');
    const clone = join(repository.parent, 'clone');
    const remote = pathToFileURL(repository.directory).href;
    runGitIn(repository.parent, ['clone', '--quiet', '--filter=blob:none', remote, clone]);
    await using opened = await openRepository(clone);
    const base = await opened.tree({ ref: first, side: 'base' });
    const head = await opened.tree({ ref: null, side: 'head' });
    expect([await base.size('a.sql'), (await base.read('a.sql')).toString()]).toEqual([8, 'select 1']);
    expect((await head.read('a.sql')).toString()).toBe('select 2');
  });

  test('inside of a git hook, whose variables point elsewhere', async () => {
    using repository = makeRepository();
    await repository.commit({ 'a.sql': 'select 1' });
    process.env.GIT_INDEX_FILE = join(repository.parent, 'elsewhere');
    process.env.GIT_DIR = '/nonexistent';
    try {
      await using opened = await openRepository(repository.directory);
      expect((await opened.tree({ ref: null, side: 'head' })).files()).toEqual(['a.sql']);
    } finally {
      delete process.env.GIT_INDEX_FILE;
      delete process.env.GIT_DIR;
    }
  });
});
