import { queryGlobs } from '../../src/config/query-globs.ts';
import { readQueries } from '../../src/sources/read-queries.ts';
import type { Fragments } from '../../src/sources/source.ts';
import type { Statement } from '../../src/sql/statement.ts';
import type { PublishedPackage } from './published-package.ts';
import { readPackageConfig } from './read-package-config.ts';
import { readPackageTree } from './read-package-tree.ts';

/** The queries of a package. */
export interface PackageQueries {
  /** Those of the base version, as the config lets them be read. */
  readonly base: readonly Statement[];
  /** Those of the head version, as the config lets them be read. */
  readonly head: readonly Statement[];
  /** Those of the head version without the fragments of the config. */
  readonly bare: readonly Statement[];
}

/** Reads those of the head version alone, as the config lets them be read. */
export async function readHeadQueries(published: PublishedPackage): Promise<readonly Statement[]> {
  const config = await readPackageConfig(published);
  const tree = await readPackageTree(published, 'head');
  return (await readQueries(tree, tree, queryGlobs(config), { fragments: config.fragments })).head;
}

/** Reads both versions, as a check does. */
export async function readPackageQueries(published: PublishedPackage): Promise<PackageQueries> {
  const config = await readPackageConfig(published);
  const [older, newer] = [await readPackageTree(published, 'base'), await readPackageTree(published, 'head')];
  const read = (fragments: Fragments) => readQueries(older, newer, queryGlobs(config), { fragments });
  const { base, head } = await read(config.fragments);
  return { base, head, bare: (await read({})).head };
}
