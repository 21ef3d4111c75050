import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRepository } from '../../src/git/open-repository.ts';
import { makeRepository, runGitIn } from './scratch-repository.ts';

test('a folder without a repository is an error that says so', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'explain-gate-test-'));
  try {
    const hint = expect.stringContaining('actions/checkout');
    await expect(openRepository(directory)).rejects.toMatchObject({
      code: 'git-not-a-repository',
      hint,
      exitCode: 3,
    });
    await expect(openRepository(join(directory, 'none'))).rejects.toMatchObject({ code: 'git-no-folder' });
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test("a repository of another user is an error with git's own remedy", async () => {
  using repository = makeRepository();
  // Git's own switch for its tests of this check.
  process.env.GIT_TEST_ASSUME_DIFFERENT_OWNER = '1';
  try {
    const hint = expect.stringContaining(`safe.directory '${repository.directory}'`);
    await expect(openRepository(repository.directory)).rejects.toMatchObject({
      code: 'git-dubious-ownership',
      hint,
    });
  } finally {
    delete process.env.GIT_TEST_ASSUME_DIFFERENT_OWNER;
  }
});

test('a machine without git is an error that says so', async () => {
  using repository = makeRepository();
  const path = process.env.PATH;
  process.env.PATH = repository.parent;
  try {
    await expect(openRepository(repository.directory)).rejects.toMatchObject({ code: 'git-missing' });
  } finally {
    process.env.PATH = path;
  }
});

test('a bare repository serves refs', async () => {
  using repository = makeRepository();
  const sha = await repository.commit({ 'a.sql': 'select 1' });
  const bare = join(repository.parent, 'bare.git');
  runGitIn(repository.parent, ['clone', '--quiet', '--bare', repository.directory, bare]);
  await using opened = await openRepository(bare);
  const tree = await opened.tree({ ref: sha, side: 'base' });
  expect((await tree.read('a.sql')).toString()).toBe('select 1');
});
