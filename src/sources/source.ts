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
  /** Statements of a file, in order; never throws because of what the file holds. */
  statements(path: string, text: string): readonly Statement[];
}
