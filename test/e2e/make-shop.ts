import { TemporaryRepository } from '../../scripts/repository/temporary-repository.ts';
import { readFixture } from './read-fixture.ts';
import { type Files, writeFiles } from './write-files.ts';

/**
 * Makes a repository whose `main` is the base of the fixture `reformatted-query` with `base` written over it, and
 * whose branch `change`, checked out, adds `head` to that.
 */
export async function makeShop({ base = {}, head = {} }: { base?: Files; head?: Files }): Promise<TemporaryRepository> {
  const repository = await TemporaryRepository.create('shop');
  try {
    await repository.add(`${readFixture('reformatted-query').folder}/base`);
    await writeFiles(repository.path, base);
    await repository.commit('Base');
    await repository.git('checkout', '--quiet', '-b', 'change');
    await writeFiles(repository.path, head);
    await repository.commit('Head');
    return repository;
  } catch (error) {
    await repository[Symbol.asyncDispose]();
    throw error;
  }
}
