import { join } from 'node:path';
import { TemporaryRepository } from '../../scripts/repository/temporary-repository.ts';
import { readFixture } from './read-fixture.ts';
import { type Files, writeFiles } from './write-files.ts';

/**
 * Makes a repository whose `main` is the base of the fixture `reformatted-query` with `base` written over it, and
 * whose branch `change`, checked out, adds `head` to that.
 */
export function makeShop({
  base = {},
  head = {},
}: {
  base?: Files;
  head?: Files;
}): Promise<TemporaryRepository> {
  return TemporaryRepository.create('shop', async (repository) => {
    await repository.add(join(readFixture('reformatted-query').folder, 'base'));
    await writeFiles(repository.path, base);
    await repository.commit('Base');
    await repository.git('checkout', '--quiet', '-b', 'change');
    await writeFiles(repository.path, head);
    await repository.commit('Head');
  });
}
