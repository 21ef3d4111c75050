import type { LineRange, MigrationRole, MigrationTransaction, Placeholder } from '../data-step.ts';

/** A directory of migrations as a layout sees it. */
export interface MigrationFolder {
  /** Repository-relative; empty for the root. */
  readonly path: string;
  readonly side: 'base' | 'head';
  /** Files in it and below it, relative to it, sorted bytewise. */
  readonly files: readonly string[];
  /** From the config, by name. */
  readonly placeholders: Readonly<Record<string, string>>;
  /** Whether the tree has a file, by its repository-relative path. */
  has(path: string): boolean;
  /** The lines at the start of a file, of 64 kB at most, without their ends. */
  firstLines(file: string): Promise<readonly string[]>;
  /** Every line of a file, without its end. */
  lines(file: string): Promise<readonly string[]>;
}

/** One migration: a file, or the part of it that goes up. */
export interface MigrationFile {
  /** Relative to the folder. */
  readonly file: string;
  /** The lines that are run, each range a script by itself; undefined is the whole file. */
  readonly parts?: readonly LineRange[];
  readonly transaction: MigrationTransaction;
  /** Undefined is `versioned`. */
  readonly role?: MigrationRole;
  readonly placeholders?: readonly Placeholder[];
}

/** How one tool lays out its migrations. */
export interface MigrationLayout {
  /** As the config has it. */
  readonly name: string;
  /** The tool, for people. */
  readonly tool: string;
  /** What the directory looks like, for the documents. */
  readonly looksLike: string;
  /** Which files are migrations and in which order, for the documents. */
  readonly order: string;
  /** What a migration's transaction is, for the documents. */
  readonly transactions: string;
  /** How the tool itself is called on `DATABASE_URL`, for directories that hold programs too. */
  readonly command?: string;
  /** A change replaces the file, rather than adding one. */
  readonly declarative?: true;
  /** Whether a directory has this layout. */
  detect(folder: MigrationFolder): boolean | Promise<boolean>;
  /**
   * The migrations of a directory in the order in which an empty database gets them; repeatable ones last. Down parts
   * are not among them. @throws SchemaError for a file that the tool would refuse
   */
  list(folder: MigrationFolder): readonly MigrationFile[] | Promise<readonly MigrationFile[]>;
}
