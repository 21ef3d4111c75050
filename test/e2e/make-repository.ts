import { join } from 'node:path';
import { TemporaryRepository } from '../../scripts/repository/temporary-repository.ts';

/**
 * Makes a git repository from the folders `base` and `head` of a fixture: `main` holds base, and the branch `change`
 * holds head. With `head` as the working tree, `main` is checked out and head's files lie over it uncommitted.
 */
export function makeRepository(
  fixture: string,
  head: 'branch' | 'working-tree' = 'branch',
): Promise<TemporaryRepository> {
  return TemporaryRepository.create('fixture', async (repository) => {
    await repository.add(join(fixture, 'base'));
    await repository.commit('Base');
    if (head === 'branch') await repository.git('checkout', '--quiet', '-b', 'change');
    await repository.clear();
    await repository.add(join(fixture, 'head'));
    if (head === 'branch') await repository.commit('Head');
  });
}
