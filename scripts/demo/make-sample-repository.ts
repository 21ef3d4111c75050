import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TemporaryRepository } from '../repository/temporary-repository.ts';
import { writeCitySeed } from './write-city-seed.ts';

const SAMPLE = fileURLToPath(new URL('../../fixtures/sample/', import.meta.url));
const PULL_REQUESTS = join(SAMPLE, 'pull-requests');

/** The sample project as a git repository: `main`, and one branch a pull request, named after its folder. */
export interface SampleRepository {
  readonly repository: TemporaryRepository;
  /** Absolute path of each pull request's folder, by branch. */
  readonly pullRequests: ReadonlyMap<string, string>;
  readonly cities: number;
}

/** Makes the sample repository in a temporary folder, the generated seed files included; the caller disposes of it. */
export async function makeSampleRepository(): Promise<SampleRepository> {
  const branches = (await readdir(PULL_REQUESTS)).sort();
  let cities = 0;
  const repository = await TemporaryRepository.create('sample', async (repository) => {
    await repository.add(SAMPLE, ['pull-requests']);
    cities = await writeCitySeed(join(repository.path, 'db', 'seed'));
    await repository.commit('The travel site');
    for (const branch of branches) {
      await repository.git('checkout', '--quiet', '-b', branch, 'main');
      await repository.add(join(PULL_REQUESTS, branch, 'head'));
      await repository.commit(branch);
    }
    await repository.git('checkout', '--quiet', 'main');
  });
  return {
    repository,
    cities,
    pullRequests: new Map(branches.map((branch) => [branch, join(PULL_REQUESTS, branch)])),
  };
}
