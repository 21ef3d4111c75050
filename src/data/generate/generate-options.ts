/** What `seed: [{ generate: … }]` asks for; `config/generate-schema.ts` fills in the defaults. */
export interface GenerateOptions {
  /** Another number gives other rows; the same one the same rows, on every server. */
  readonly seed: number;
  /** Rows of each table that says nothing else. */
  readonly rows: number;
  /** Multiplies every number of rows. */
  readonly scale: number;
  /** By `table` or `schema.table`. */
  readonly tables: Readonly<Record<string, TableOptions>>;
}

/** What is said of one table. */
export interface TableOptions {
  readonly rows?: number | undefined;
  /** The number comes from a shape: a few rows less are no error. */
  readonly rowsAreEstimated?: boolean | undefined;
  readonly columns?: Readonly<Record<string, ColumnOptions>> | undefined;
}

/** What is said of one column; undefined follows from its type and constraints. */
export interface ColumnOptions {
  /** As `pg_stats.n_distinct`: a number of values, or below 0 their share of the rows (-1: all differ). */
  readonly distinct?: number | undefined;
  /** Share of rows that are NULL, 0 to 1. */
  readonly nulls?: number | undefined;
  /** Shares of all rows that the most common values have, with or without the values. */
  readonly common?: readonly (number | CommonValue)[] | undefined;
  /** As `pg_stats.correlation`: of the order of the values with the order of the rows, -1 to 1. */
  readonly correlation?: number | undefined;
  /** Average length: characters, bytes, or elements of an array. */
  readonly length?: number | undefined;
  /** Exponent of Zipf's law: 0 is even, 1 gives the second half as many rows as the first. */
  readonly zipf?: number | undefined;
  /** Earliest and latest value of a column of numbers or times, as PostgreSQL reads them. */
  readonly from?: string | number | undefined;
  readonly to?: string | number | undefined;
  /** An SQL expression of `i`, the number of the row from 1, in place of everything else. */
  readonly expression?: string | undefined;
}

/** A value and its share of all rows. */
export interface CommonValue {
  readonly value: string | number | boolean;
  readonly weight: number;
}
