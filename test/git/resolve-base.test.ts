import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openRepository } from '../../src/git/open-repository.ts';
import { makeRepository, runGitIn, type ScratchRepository } from './scratch-repository.ts';

/** `main` and `feature` part after the first commit; `feature` has that many commits of its own, and `main` has one. */
async function makeBranches(repository: ScratchRepository, commits: number): Promise<string> {
  const fork = await repository.commit({ 'a.sql': 'select 1' });
  repository.git('switch', '--quiet', '--create', 'feature');
  for (let n = 0; n < commits; n++) await repository.commit({ 'b.sql': `select ${n}` });
  repository.git('switch', '--quiet', 'main');
  await repository.commit({ 'c.sql': 'select 3' });
  repository.git('switch', '--quiet', 'feature');
  return fork;
}

/** A shallow clone of one branch, as actions/checkout makes it. */
function cloneShallow(repository: ScratchRepository): string {
  const clone = join(repository.parent, 'clone');
  const remote = pathToFileURL(repository.directory).href;
  runGitIn(repository.parent, [
    'clone',
    '--quiet',
    '--depth=1',
    '--branch=feature',
    '--single-branch',
    remote,
    clone,
  ]);
  return clone;
}

describe('base', () => {
  test('is where head parted from the default branch', async () => {
    using repository = makeRepository();
    const fork = await makeBranches(repository, 2);
    await using opened = await openRepository(repository.directory);
    expect(await opened.base()).toEqual({ ref: 'main', sha: fork });
    expect(await opened.base('main')).toEqual({ ref: 'main', sha: fork });
    expect(await opened.base('feature~1', 'main')).toEqual({ ref: 'feature~1', sha: fork });
  });

  test('is what the remote calls its default branch, before any local main', async () => {
    using repository = makeRepository();
    await repository.commit({ 'a.sql': 'select 1' });
    repository.git('branch', '--move', 'main', 'trunk');
    const clone = join(repository.parent, 'clone');
    runGitIn(repository.parent, ['clone', '--quiet', repository.directory, clone]);
    runGitIn(clone, ['commit', '--quiet', '--allow-empty', '--message=ahead']);
    runGitIn(clone, ['branch', 'main']);
    await using opened = await openRepository(clone);
    expect(await opened.base()).toEqual({
      ref: 'origin/trunk',
      sha: runGitIn(clone, ['rev-parse', 'origin/trunk']).trim(),
    });
  });

  test('is head itself where nothing is committed on top', async () => {
    using repository = makeRepository();
    const sha = await repository.commit({ 'a.sql': 'select 1' });
    await using opened = await openRepository(repository.directory);
    expect(await opened.base()).toEqual({ ref: 'main', sha });
    expect(await opened.describeHead()).toEqual({ ref: 'main', sha });
    repository.git('checkout', '--quiet', '--detach');
    expect(await opened.describeHead()).toEqual({ ref: sha.slice(0, 12), sha });
  });

  test('of a shallow clone is found by deepening it, with base named or not', async () => {
    using repository = makeRepository();
    const fork = await makeBranches(repository, 60);
    repository.git('switch', '--quiet', 'main');
    const clone = cloneShallow(repository);
    const messages: string[] = [];
    await using opened = await openRepository(clone, { info: (message) => messages.push(message) });
    expect(await opened.base('main')).toEqual({ ref: 'main', sha: fork });
    expect(await opened.base()).toMatchObject({ sha: fork });
    expect(messages.join('\n')).toContain('more commits from origin');
    const tree = await opened.tree({ ref: fork, side: 'base' });
    expect(tree.files()).toEqual(['a.sql']);
    expect(runGitIn(clone, ['for-each-ref', '--format=%(refname)']).trim().split('\n')).toEqual([
      'refs/heads/feature',
      'refs/remotes/origin/feature',
    ]);
  });

  test('of a shallow clone with a commit that only this clone has', async () => {
    using repository = makeRepository();
    const fork = await makeBranches(repository, 3);
    const clone = cloneShallow(repository);
    runGitIn(clone, ['commit', '--quiet', '--allow-empty', '--message=local']);
    await using opened = await openRepository(clone);
    expect(await opened.base('main')).toMatchObject({ sha: fork });
  });

  test('of a shallow clone of a merge commit, as a pull request checks it out', async () => {
    using repository = makeRepository();
    await makeBranches(repository, 2);
    repository.git('merge', '--quiet', '--no-edit', 'main');
    const clone = cloneShallow(repository);
    await using opened = await openRepository(clone);
    expect((await opened.base('main')).sha).toBe(repository.git('rev-parse', 'main').trim());
  });

  test('by commit id, fetched when it is not here', async () => {
    using repository = makeRepository();
    await makeBranches(repository, 2);
    const main = repository.git('rev-parse', 'main').trim();
    const clone = cloneShallow(repository);
    await using opened = await openRepository(clone);
    expect((await opened.base(main)).ref).toBe(main);
  });
});

describe('no base', () => {
  const cases = [
    { title: 'a ref that exists nowhere', ref: 'nowhere', code: 'git-base-not-found', says: 'no remote' },
    {
      title: 'a ref that looks like an option',
      ref: '--output=/tmp/x',
      code: 'git-base-not-found',
      says: '--output',
    },
    {
      title: 'histories that have nothing in common',
      ref: 'orphan',
      code: 'git-no-common-history',
      says: 'orphan',
    },
  ];
  test.each(cases)('$title', async ({ ref, code, says }) => {
    using repository = makeRepository();
    await makeBranches(repository, 1);
    repository.git('checkout', '--quiet', '--orphan', 'orphan');
    await repository.commit({ 'x.sql': '' });
    repository.git('switch', '--quiet', 'feature');
    await using opened = await openRepository(repository.directory);
    await expect(opened.base(ref)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(says),
      exitCode: 3,
    });
  });

  test('a shallow clone whose remote is gone names the setting to change', async () => {
    using repository = makeRepository();
    await makeBranches(repository, 2);
    const clone = cloneShallow(repository);
    runGitIn(clone, ['fetch', '--quiet', '--depth=1', 'origin', 'main:main']);
    const shallow = readFileSync(join(clone, '.git/shallow'), 'utf8');
    renameSync(repository.directory, join(repository.parent, 'gone'));
    await using opened = await openRepository(clone);
    const hint = expect.stringContaining('fetch-depth: 0');
    await expect(opened.base('main')).rejects.toMatchObject({ code: 'git-shallow', hint });
    await expect(opened.base('other')).rejects.toMatchObject({ code: 'git-base-not-found', hint });
    expect(readFileSync(join(clone, '.git/shallow'), 'utf8')).toBe(shallow);
  });

  test('the remote does not have the ref', async () => {
    using repository = makeRepository();
    await makeBranches(repository, 1);
    const clone = cloneShallow(repository);
    await using opened = await openRepository(clone);
    const message = expect.stringContaining('remote origin has no branch or tag of that name');
    await expect(opened.base('nowhere')).rejects.toMatchObject({ code: 'git-base-not-found', message });
  });

  test('credentials in a remote are not repeated', async () => {
    using repository = makeRepository();
    await repository.commit({ 'a.sql': '' });
    repository.git('remote', 'add', 'origin', 'http://user:secret@127.0.0.1:1/x.git');
    await using opened = await openRepository(repository.directory);
    const error: unknown = await opened.base('nowhere').catch((e: unknown) => e);
    expect(String(error)).toContain('127.0.0.1');
    expect(String(error)).not.toContain('secret');
  });

  test('no commit yet', async () => {
    using repository = makeRepository();
    await using opened = await openRepository(repository.directory);
    await expect(opened.base()).rejects.toMatchObject({ code: 'git-no-commit' });
  });

  test('no default branch', async () => {
    using repository = makeRepository();
    await repository.commit({ 'a.sql': '' });
    repository.git('branch', '--move', 'work');
    await using opened = await openRepository(repository.directory);
    await expect(opened.base()).rejects.toMatchObject({ code: 'git-default-branch-not-found' });
  });
});
