// Writes the sample project as a git repository with one of its pull requests checked out:
// node scripts/write-sample-repository.ts FOLDER BRANCH
import { cp, rm } from 'node:fs/promises';
import { makeSampleRepository } from './demo/make-sample-repository.ts';

const [folder, branch] = process.argv.slice(2);
const { repository, pullRequests } = await makeSampleRepository();
await using _removed = repository;
if (folder === undefined || branch === undefined || !pullRequests.has(branch)) {
  throw new Error(
    `usage: write-sample-repository.ts FOLDER BRANCH; branches: ${[...pullRequests.keys()].join(', ')}`,
  );
}
await repository.git('checkout', '--quiet', branch);
await rm(folder, { recursive: true, force: true });
await cp(repository.path, folder, { recursive: true });
