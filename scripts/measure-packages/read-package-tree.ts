import { readdir, readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { SourceTree } from '../../src/sources/source.ts';
import { packageFolder } from './package-folder.ts';
import type { PackageSide, PublishedPackage } from './published-package.ts';

/** The files of a version that a repository of its own would have, as sources read them. */
export async function readPackageTree(published: PublishedPackage, side: PackageSide): Promise<SourceTree> {
  const folder = packageFolder(published, side);
  const files: string[] = [];
  for (const entry of published.entries) {
    const found = await readdir(join(folder, entry), { recursive: true, withFileTypes: true });
    for (const file of found.filter((candidate) => candidate.isFile())) {
      files.push(
        join(file.parentPath, file.name)
          .slice(folder.length + 1)
          .split(sep)
          .join('/'),
      );
    }
  }
  const known = new Set(files);
  return {
    files: () => files.sort(),
    contentId: (path) => (known.has(path) ? `${side}:${path}` : undefined),
    size: async (path) => (await stat(join(folder, path))).size,
    read: (path) => readFile(join(folder, path)),
  };
}
