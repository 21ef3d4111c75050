import { type DeclaredQueries, findDeclaredQueries } from '../sql/conventions/declared-queries.ts';
import { dialectOfPath } from '../sql/dialects.ts';
import type { Statement } from '../sql/statement.ts';
import { type Globs, matchGlobs } from './match-globs.ts';
import { readSources, type SkippedFile } from './read-sources.ts';
import { type ForeignFile, setAsideForeign } from './set-aside-foreign.ts';
import type { Fragments, SourceTree } from './source.ts';

/** The queries of both sides, and the files whose queries are not checked. */
export interface ReadQueries {
  readonly base: readonly Statement[];
  readonly head: readonly Statement[];
  /** Files that could not be read. */
  readonly skipped: readonly SkippedFile[];
  /** Query files of other databases. */
  readonly foreign: readonly ForeignFile[];
}

/**
 * Reads the queries of both sides as `readSources` does, without those of other databases. What head's configs of sqlc
 * name as schema is no query, and what they name as queries of another database is that database's, unread.
 */
export async function readQueries(
  base: SourceTree,
  head: SourceTree,
  globs: Globs,
  fragments?: Fragments,
): Promise<ReadQueries> {
  const declared = await findDeclaredQueries(head);
  const schema = declared.flatMap((one) => one.schema);
  const others = declared.filter(({ database }) => database !== 'PostgreSQL');
  const exclude = [...globs.exclude, ...schema, ...others.flatMap(({ queries }) => queries)];
  const read = await readSources(base, head, { include: globs.include, exclude }, fragments);
  const { foreign, ...sides } = setAsideForeign(
    read.base,
    read.head,
    { base, head },
    (file, dialect) => dialectOfPath(file)?.title === dialect,
  );
  const named = listDeclared(others, base, head, { ...globs, exclude: [...globs.exclude, ...schema] });
  return { ...sides, skipped: read.skipped, foreign: [...named, ...foreign].sort(byFile) };
}

/** The `.sql` files that sqlc keeps for other databases. */
function listDeclared(
  others: readonly DeclaredQueries[],
  base: SourceTree,
  head: SourceTree,
  globs: Globs,
): readonly ForeignFile[] {
  const isWanted = matchGlobs(globs);
  const files = [...new Set([...base.files(), ...head.files()])].filter(
    (file) => file.toLowerCase().endsWith('.sql') && isWanted(file),
  );
  const found = new Map<string, string>();
  for (const { database, queries } of others) {
    const isDeclared = matchGlobs({ include: queries, exclude: [] });
    for (const file of files) if (isDeclared(file)) found.set(file, database);
  }
  return [...found].map(([file, dialect]) => ({
    file,
    dialect,
    isUnchanged: base.contentId(file) === head.contentId(file),
  }));
}

function byFile(a: ForeignFile, b: ForeignFile): number {
  return a.file < b.file ? -1 : 1;
}
