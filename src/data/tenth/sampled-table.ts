/** A table with rows of its own: a plain one, or a partition. Names are quoted as SQL takes them. */
export interface SampledTable {
  /** `public.orders`. */
  readonly name: string;
  /** Unquoted `schema.relation`, as plans name it. */
  readonly scannedAs: string;
  /** The topmost partitioned table, or the table itself: `public.events`. */
  readonly unit: string;
  /** The unit as the report names it, unquoted, without `public`. */
  readonly unitShown: string;
  /** By the statistics that VACUUM has just made. */
  readonly rows: number;
  /** Columns of its primary key; empty when it has none. */
  readonly key: readonly string[];
  /** Columns that can be filled. */
  readonly columns: readonly string[];
}

/** A foreign key between two units, with its columns in order. */
export interface UnitForeignKey {
  readonly from: string;
  readonly to: string;
  readonly fromColumns: readonly string[];
  readonly toColumns: readonly string[];
}
