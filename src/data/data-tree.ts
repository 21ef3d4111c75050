import type { Readable } from 'node:stream';

/** What data/ needs of one side's files; paths are repository-relative with `/`. */
export interface DataTree {
  readonly side: 'base' | 'head';
  /** The folder of the repository, where the user's own work tree is. */
  readonly repository?: string;
  /** Every regular file, sorted bytewise. */
  files(): readonly string[];
  /** Identity of a file's content (a git blob id): equal ids, equal bytes; undefined when there is no such file. */
  contentId(path: string): string | undefined;
  read(path: string): Promise<Buffer>;
  /** Bytes of a file, where that is cheaper to know than its content. */
  size?(path: string): Promise<number>;
  stream(path: string): Readable;
  /** A folder that holds the whole tree, made on the first call; for commands. Removed at the end of the run. */
  directory(): Promise<string>;
}
