import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TemporaryRepository } from '../../scripts/repository/temporary-repository.ts';

/**
 * Makes a git repository from the folders `base` and `head` of a fixture: `main` holds base, and the branch `change`
 * holds head. With `head` as the working tree, `main` is checked out and head's files lie over it uncommitted.
 */
export async function makeRepository(
  fixture: string,
  head: 'branch' | 'working-tree' = 'branch',
): Promise<TemporaryRepository> {
  const repository = await TemporaryRepository.create('fixture');
  try {
    await repository.add(join(fixture, 'base'));
    await repository.commit('Base');
    if (!existsSync(join(fixture, 'head'))) return repository;
    if (head === 'branch') await repository.git('checkout', '--quiet', '-b', 'change');
    await repository.clear();
    await repository.add(join(fixture, 'head'));
    if (head === 'branch') await repository.commit('Head');
    return repository;
  } catch (error) {
    await repository[Symbol.asyncDispose]();
    throw error;
  }
}
