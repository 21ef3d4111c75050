// A person who starts explain-gate in the wrong place, or in a clone that lacks the base, is told what to do.
import { expect, test } from 'vitest';
import { TemporaryRepository } from '../../../scripts/repository/temporary-repository.ts';
import { check } from '../check.ts';
import { makeShop } from '../make-shop.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

test('a folder that is not a git repository', async () => {
  await using folder = await makeTemporaryFolder();
  const result = await check({ path: folder.path, git: async () => '' });
  expect(result.exitCode).toBe(3);
  expect(result.stderr).toMatch(/not (in )?a git repository/i);
  expect(result.stderr).not.toContain('at async');
  expect(result.leftBehind).toEqual([]);
});

test('a base that does not exist', async () => {
  await using repository = await makeShop({});
  const result = await check(repository, ['--base', 'release/7']);
  expect(result.exitCode).toBe(3);
  expect(result.stderr).toContain('release/7');
  expect(result.stderr).toMatch(/fetch/);
  expect(result.leftBehind).toEqual([]);
});

/** A clone of `origin` at depth 1 with the branches `main` and `change`, the second checked out. */
function cloneShallow(origin: TemporaryRepository): Promise<TemporaryRepository> {
  return TemporaryRepository.create('shallow', async (clone) => {
    await clone.git('remote', 'add', 'origin', `file://${origin.path}`);
    const branches = ['main', 'change'].map((branch) => `+${branch}:refs/heads/${branch}`);
    await clone.git('fetch', '--quiet', '--depth=1', '--update-head-ok', 'origin', ...branches);
    await clone.git('checkout', '--quiet', '--force', 'change');
  });
}

test('a shallow clone without a remote', async () => {
  await using origin = await makeShop({ head: { 'README.md': 'A shop\n' } });
  await using clone = await cloneShallow(origin);
  await clone.git('remote', 'remove', 'origin');
  const result = await check(clone, ['--base', 'main', '--head', 'change']);
  expect(result.exitCode).toBe(3);
  expect(result.stderr).toMatch(/shallow/);
  expect(result.stderr).toContain('fetch-depth: 0');
  expect(result.leftBehind).toEqual([]);
});

test('a shallow clone with a remote is deepened by itself', async () => {
  await using origin = await makeShop({ head: { 'README.md': 'A shop\n' } });
  await using clone = await cloneShallow(origin);
  const result = await check(clone, ['--base', 'main', '--head', 'change', '--format', 'json']);
  expect(result.exitCode, result.stderr).toBe(0);
  expect(JSON.parse(result.stdout)).toMatchObject({
    verdict: 'pass',
    base: { sha: await origin.git('rev-parse', 'main') },
  });
});
