import type { Statement } from '../sql/statement.ts';
import type { SourceTree } from './source.ts';

/** A query file that is another database's. */
export interface ForeignFile {
  readonly file: string;
  /** As a reader knows it: `MySQL`. */
  readonly dialect: string;
  /** Whether base and head have it with the same bytes. */
  readonly isUnchanged: boolean;
}

/** The statements of both sides that are PostgreSQL's business, and the files that are not. */
export interface WithoutForeign {
  readonly base: readonly Statement[];
  readonly head: readonly Statement[];
  readonly foreign: readonly ForeignFile[];
  /** A file of head alone would be set aside, had base another file of its database. */
  readonly isUndecided: boolean;
}

/**
 * Sets the files of other databases aside. A change must not be able to hide a query by a slip that another database
 * happens to take, so a file is believed to be another's only when base says so too: base has the file as another's, or
 * has other files of that database, or the path names it. Otherwise its statements stay, and are inconclusive.
 */
export function setAsideForeign(
  base: readonly Statement[],
  head: readonly Statement[],
  trees: { readonly base: SourceTree; readonly head: SourceTree },
  isNamedByPath: (file: string, dialect: string) => boolean,
): WithoutForeign {
  const [baseFiles, headFiles] = [dialectsByFile(base), dialectsByFile(head)];
  const established = new Set([...baseFiles.values()].filter((dialect) => dialect !== null));
  const foreign = new Map<string, string>();
  let isUndecided = false;
  for (const [file, dialect] of headFiles) {
    if (dialect === null) continue;
    const onBase = baseFiles.get(file);
    const isKnown =
      onBase === undefined ? established.has(dialect) || isNamedByPath(file, dialect) : onBase !== null;
    if (isKnown) foreign.set(file, dialect);
    else if (onBase === undefined) isUndecided = true;
  }
  for (const [file, dialect] of baseFiles) {
    if (dialect !== null && !headFiles.has(file)) foreign.set(file, dialect);
  }
  const isOurs = ({ location }: Statement) => !foreign.has(location.file);
  return {
    isUndecided,
    base: base.filter(isOurs),
    head: head.filter(isOurs),
    foreign: [...foreign].map(([file, dialect]) => ({
      file,
      dialect,
      isUnchanged: trees.base.contentId(file) === trees.head.contentId(file),
    })),
  };
}

/** For each file the database that all of its statements are written for; null where it is PostgreSQL or several. */
function dialectsByFile(statements: readonly Statement[]): ReadonlyMap<string, string | null> {
  const files = new Map<string, string | null>();
  for (const { location, dialect = null } of statements) {
    const known = files.get(location.file);
    files.set(location.file, known === undefined || known === dialect ? dialect : null);
  }
  return files;
}
