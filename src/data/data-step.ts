import type { GenerateOptions } from './generate/generate-options.ts';

/** One entry of the config's `schema` or `seed`: a path, a path with its layout, a command, or rows to generate. */
export type DataEntry = string | PathEntry | CommandEntry | GenerateEntry;

/** Rows that are made from the schema. */
export interface GenerateEntry {
  readonly generate: GenerateOptions;
}

/** A command of the user's own. */
export interface CommandEntry {
  readonly command: string;
  /** Globs of the files that it depends on; undefined is every file. */
  readonly reads?: readonly string[] | undefined;
}

/** A path of which the config says more than its name. */
export interface PathEntry {
  readonly path: string;
  /** Name of a layout; undefined detects it. */
  readonly layout?: string | undefined;
  /** What the tool puts in place of a name in the scripts, by that name. */
  readonly placeholders?: Readonly<Record<string, string>> | undefined;
}

/** One thing to do to a database, in order. */
export type DataStep = FileStep | CommandStep | GenerateStep;

/** A file to run or to load. */
export interface FileStep {
  readonly kind: 'script' | 'csv';
  /** Repository-relative. */
  readonly path: string;
  /** Equal ids, equal bytes; of `parts` alone where there are any. */
  readonly contentId: string;
  /** The lines that are run, each range a script by itself; undefined is the whole file. */
  readonly parts?: readonly LineRange[] | undefined;
  /** Undefined is `each-statement`. */
  readonly transaction?: MigrationTransaction | undefined;
  /** Undefined is `versioned`. */
  readonly role?: MigrationRole | undefined;
  /** Replaced in the text before it is run. */
  readonly placeholders?: readonly Placeholder[] | undefined;
}

/** Lines of a file, 1-based, both ends included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/**
 * How a tool wraps one migration:
 * - `each-statement`: not at all, as psql does;
 * - `whole-file`: BEGIN before it, COMMIT behind it;
 * - `unless-alone`: it is sent as one query, which the server makes one transaction unless it is a single statement;
 * - `where-possible`: in a transaction, unless a statement of it can't run in one.
 */
export type MigrationTransaction = 'each-statement' | 'whole-file' | 'unless-alone' | 'where-possible';

/**
 * When a tool runs a migration:
 * - `versioned`: once, in order;
 * - `repeatable`: behind the versioned ones, and again when its content changed;
 * - `baseline`: only in an empty database, where it stands for the versioned ones before it.
 */
export type MigrationRole = 'versioned' | 'repeatable' | 'baseline';

/** A text in a script that its tool replaces, and by what. */
export interface Placeholder {
  readonly token: string;
  readonly value: { readonly text: string } | { readonly of: 'database' | 'user' };
}

/** A command of the user's own, run in the tree of its side. */
export interface CommandStep {
  readonly kind: 'command';
  readonly command: string;
}

/** Tables to fill from the schema. The config is one for both sides, so the step is the same on both. */
export interface GenerateStep {
  readonly kind: 'generate';
  /** `seed[1].generate`. */
  readonly key: string;
  readonly options: GenerateOptions;
}

/** Whether a step is a file. */
export function isFileStep(step: DataStep): step is FileStep {
  return step.kind === 'script' || step.kind === 'csv';
}

/** The steps of one entry of the config. */
export interface EntrySteps {
  /** `schema[0]`. */
  readonly key: string;
  readonly entry: DataEntry;
  readonly isDirectory: boolean;
  /** What an empty database gets. */
  readonly steps: readonly DataStep[];
  /** Every migration that there is, those too that a baseline stands for; undefined where it is `steps`. */
  readonly history?: readonly FileStep[] | undefined;
}

/** What fills one side's database. */
export interface DataPlan {
  readonly schema: readonly EntrySteps[];
  readonly seed: readonly EntrySteps[];
}

/** What kind of step a file is by its name; undefined for a file that is neither. */
export function fileKind(path: string): FileStep['kind'] | undefined {
  if (/\.sql(\.gz)?$/i.test(path)) return 'script';
  if (/\.csv(\.gz)?$/i.test(path)) return 'csv';
  return undefined;
}
