import type { Statement } from '../sql/statement.ts';

/** What sources need of one side's files; paths are repository-relative with `/`. */
export interface SourceTree {
  /** Every regular file. */
  files(): readonly string[];
  /** Identity of a file's content: equal ids, equal bytes; undefined when there is no such file. */
  contentId(path: string): string | undefined;
  /** Bytes of a file, known without reading it. */
  size(path: string): Promise<number>;
  read(path: string): Promise<Buffer>;
}

/** Texts of holes that the user knows, by path or glob of the file, then by the hole as the program writes it. */
export type Fragments = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Identity of one text of `Fragments`. */
export function fragmentKey(glob: string, name: string): string {
  return JSON.stringify([glob, name]);
}

/** What a source is handed beside the text of a file. */
export interface SourceContext {
  /** The side that the file is on. */
  readonly tree: SourceTree;
  readonly fragments: Fragments;
}

/** The statements of a file, in order; or in words why it can't be read. */
export type FileStatements =
  | {
      readonly statements: readonly Statement[];
      /** Other paths whose content, or absence, the statements depend on. */
      readonly dependsOn?: readonly string[];
      /** The texts of `fragments` that the statements have in them, as `fragmentKey` names them. */
      readonly usedFragments?: readonly string[];
    }
  | { readonly reason: string };

/** One way in which a project keeps its queries. */
export interface Source {
  /** Kebab-case: `sql-files`. */
  readonly name: string;
  /** One sentence for the documentation. */
  readonly description: string;
  /** Whether it runs the project's code against a database, and so comes after the databases are made. */
  readonly needsDatabase: boolean;
  /** Whether it reads that file at all; the config's globs come on top. */
  matches(path: string): boolean;
  /**
   * What other files can move its statements: gives a test for the text of an unchanged file. `changed` are the paths that
   * differ between the two sides. Left out where a file's statements depend on nothing but the file.
   */
  findMovedByOthers?(
    changed: readonly string[],
    sides: { readonly base: SourceTree; readonly head: SourceTree },
  ): Promise<((text: string) => boolean) | null>;
  /** Reads a file; never throws because of what the file holds. */
  readStatements(path: string, text: string, context: SourceContext): Promise<FileStatements>;
}
