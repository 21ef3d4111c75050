import type { SideOutcome } from './measurement.ts';

/** A relation at both sizes of the data. A partitioned table counts as one. */
export interface RelationSize {
  /** With its schema unless that is `public`. Unquoted. */
  readonly relation: string;
  /** The relations that plans scan for it, as `schema.relation`: itself, or its partitions. Unquoted. */
  readonly scannedAs: readonly string[];
  /** Rows in the tenth of the data, and in all of it. */
  readonly rows: { readonly tenth: number; readonly all: number };
  /** Rows in production by the config; null where it does not say. */
  readonly productionRows: number | null;
}

/** The case of a new query on a tenth of the data. */
export interface GrowthMeasurement {
  readonly tenth: SideOutcome;
  readonly sizes: readonly RelationSize[];
}
