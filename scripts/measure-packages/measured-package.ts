/** What is found in the files of a version. */
export interface FoundCounts {
  readonly found: number;
  /** PostgreSQL's parser takes them, with something in the place of each hole. */
  readonly parsed: number;
  /** Nothing is missing. */
  readonly readable: number;
  /** A piece is put in when the program runs. */
  readonly dynamic: number;
}

/** How many queries the newer version adds, changes and takes away. */
export interface ChangeCounts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** What a live run sent: distinct queries by fingerprint. */
export interface SentCounts {
  readonly sent: number;
  /** Those found in the files, read whole or with holes. */
  readonly found: number;
  readonly read: number;
  /** Beginnings of those that are not found. */
  readonly missed: readonly string[];
}

/** How many of the readable queries with parameters are given values without any config, from the rows of the live run. */
export interface ValueCounts {
  readonly parameterised: number;
  readonly given: number;
  /** Those that are not: name and reason. */
  readonly without: readonly string[];
}

/** The figures of a package, as `fixtures/packages/measured.json` keeps them. */
export interface MeasuredPackage {
  readonly name: string;
  readonly base: string;
  readonly head: string;
  /** In the head version. */
  readonly queries: FoundCounts;
  readonly changes: ChangeCounts;
  readonly live: SentCounts;
  readonly values: ValueCounts;
}
