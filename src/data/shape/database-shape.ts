/** Figures of a database, of which none is a value of a row unless it was asked for. */
export interface DatabaseShape {
  readonly tables: readonly TableShape[];
  /** Tables, or columns as `schema.table.column`, of which nothing is known, each with the reason. */
  readonly unknown: readonly { readonly name: string; readonly reason: string }[];
}

/** One table, or a partitioned one as a whole. */
export interface TableShape {
  readonly schema: string;
  readonly table: string;
  /** `pg_class.reltuples`, of the partitions together; null when it was never counted. */
  readonly rows: number | null;
  readonly columns: readonly ColumnShape[];
}

/** What `pg_stats` says of a column. */
export interface ColumnShape {
  readonly name: string;
  /** Share of rows that are NULL. */
  readonly nullFrac: number;
  /** As `pg_stats.n_distinct`; 0 is unknown. */
  readonly nDistinct: number;
  /** Null where the type has no order. */
  readonly correlation: number | null;
  /** Bytes, with the header of a value of varying length. */
  readonly avgWidth: number;
  /** Shares of all rows, the largest first. */
  readonly mostCommonFreqs: readonly number[];
  /** Their values, only of a column that was named. */
  readonly mostCommonVals: readonly string[] | null;
  /** `pg_type.typlen`: -1 varies. */
  readonly typeLength: number;
  readonly typeCategory: string;
  readonly typeName: string;
  /** Length of an array's element, -1 where it varies; null for what is no array. */
  readonly elementLength: number | null;
}
