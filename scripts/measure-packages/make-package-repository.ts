import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TemporaryRepository } from '../repository/temporary-repository.ts';
import { packageFolder } from './package-folder.ts';
import type { PackageSide, PublishedPackage } from './published-package.ts';
import { packageConfigUrl } from './read-package-config.ts';

/**
 * A git repository of a package: `main` holds the older version's files, the branch `change` those of the newer, each
 * with its own schema in `db/schema.sql` and the same config.
 */
export function makePackageRepository(published: PublishedPackage): Promise<TemporaryRepository> {
  return TemporaryRepository.create('package', async (repository) => {
    await fill(repository, published, 'base');
    await repository.commit('Older version');
    await repository.git('checkout', '--quiet', '-b', 'change');
    await repository.clear();
    await fill(repository, published, 'head');
    await repository.commit('Newer version');
  });
}

async function fill(
  { path }: TemporaryRepository,
  published: PublishedPackage,
  side: PackageSide,
): Promise<void> {
  const folder = packageFolder(published, side);
  for (const entry of published.entries) {
    await mkdir(dirname(join(path, entry)), { recursive: true });
    await cp(join(folder, entry), join(path, entry), { recursive: true });
  }
  await cp(fileURLToPath(packageConfigUrl(published)), join(path, 'explain-gate.yml'));
  await mkdir(join(path, 'db'));
  await writeFile(join(path, 'db', 'schema.sql'), await published.readSchema(folder));
}
