import { findDeclaredQueries } from '../sql/conventions/declared-queries.ts';
import { dialectOfPath } from '../sql/dialects.ts';
import type { Statement } from '../sql/statement.ts';
import { sortDeclaredFiles } from './declared-files.ts';
import { findUnusedFragments } from './find-unused-fragments.ts';
import { type Globs, matchGlobs } from './match-globs.ts';
import { type ReadOptions, readSources, type SkippedFile } from './read-sources.ts';
import { type ForeignFile, setAsideForeign } from './set-aside-foreign.ts';
import type { SourceTree } from './source.ts';

/** The queries of both sides, and the files whose queries are not checked. */
export interface ReadQueries {
  readonly base: readonly Statement[];
  readonly head: readonly Statement[];
  /** Files that could not be read. */
  readonly skipped: readonly SkippedFile[];
  /** Query files of other databases, by path. */
  readonly foreign: readonly ForeignFile[];
  /** Files that were left alone as unchanged. */
  readonly unchangedFiles: number;
  /** Entries of the config that no query needs, in words. */
  readonly warnings: readonly string[];
}

/**
 * Reads the queries of both sides as `readSources` does, without those of other databases. What head's configs of sqlc
 * name as schema is no query, and what they name as queries of another database is that database's, unread.
 */
export async function readQueries(
  base: SourceTree,
  head: SourceTree,
  globs: Globs,
  options: ReadOptions = {},
): Promise<ReadQueries> {
  const files = new Set([...base.files(), ...head.files()]);
  const declared = sortDeclaredFiles(await findDeclaredQueries(head), files);
  const isHidden = (file: string) => declared.foreign.has(file) || declared.schema.has(file);
  const read = await readSources(hideFiles(base, isHidden), hideFiles(head, isHidden), globs, options);
  const { foreign, isUndecided, ...sides } = setAsideForeign(
    read.base,
    read.head,
    { base, head },
    (file, dialect) => dialectOfPath(file)?.title === dialect,
  );
  // Whether base has other files of that database is only known when they are read.
  if (isUndecided && options.onlyChanged)
    return readQueries(base, head, globs, { ...options, onlyChanged: false });
  const isWanted = matchGlobs(globs);
  const named = [...declared.foreign]
    .filter(([file]) => isWanted(file))
    .map(([file, dialect]) => ({
      file,
      dialect,
      isUnchanged: base.contentId(file) === head.contentId(file),
    }));
  return {
    ...sides,
    skipped: read.skipped,
    foreign: [...named, ...foreign].sort((a, b) => (a.file < b.file ? -1 : 1)),
    unchangedFiles: read.unchanged.size,
    warnings: findUnusedFragments(
      options.fragments ?? {},
      read.usedFragments,
      read.files,
      (file) => !read.unchanged.has(file),
    ),
  };
}

function hideFiles(tree: SourceTree, isHidden: (file: string) => boolean): SourceTree {
  return {
    files: () => tree.files().filter((file) => !isHidden(file)),
    contentId: (path) => tree.contentId(path),
    size: (path) => tree.size(path),
    read: (path) => tree.read(path),
  };
}
