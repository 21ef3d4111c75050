/** One entry of the config's `schema` or `seed`: a path, or a command. */
export type DataEntry = string | { readonly command: string };

/** One thing to do to a database, in order. */
export type DataStep = FileStep | CommandStep;

/** A file to run or to load. */
export interface FileStep {
  readonly kind: 'script' | 'csv';
  /** Repository-relative. */
  readonly path: string;
  /** Equal ids, equal bytes. */
  readonly contentId: string;
}

/** A command of the user's own, run in the tree of its side. */
export interface CommandStep {
  readonly kind: 'command';
  readonly command: string;
}

/** The steps of one entry of the config. */
export interface EntrySteps {
  /** `schema[0]`. */
  readonly key: string;
  readonly entry: DataEntry;
  readonly isDirectory: boolean;
  readonly steps: readonly DataStep[];
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
