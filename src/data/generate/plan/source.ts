import type { ForeignKeyFacts } from '../catalog/table-facts.ts';
import type { Grouping } from '../draws/group-rows.ts';
import type { ColumnOptions } from '../generate-options.ts';
import type { ColumnPlan } from './column-plan.ts';
import type { TablePlan } from './table-plan.ts';

/** Where the values of one column, or of all columns of a foreign key together, come from. */
export type Source = ColumnSource | ForeignSource;

/** Values made by the type of a column, or by an expression. */
export interface ColumnSource {
  readonly kind: 'column';
  readonly columns: readonly number[];
  readonly plan: ColumnPlan;
}

/** A row of another table, or an earlier one of this. */
export interface ForeignSource {
  readonly kind: 'foreign';
  readonly key: ForeignKeyFacts;
  /** The columns that it gives values to. */
  readonly columns: readonly number[];
  /** Columns of the key that another source gives values to: the row must agree with them. */
  readonly shared: readonly number[];
  readonly target: TablePlan;
  readonly isSelf: boolean;
  readonly options: ColumnOptions;
  /** Share of rows that refer to nothing. */
  readonly nulls: number;
}

/** How the values of a source are dealt out to the rows. */
export type Role =
  | { readonly kind: 'free' }
  /** Each row has its own. */
  | { readonly kind: 'unique'; readonly correlation: number }
  /** Each of the first rows has its own. */
  | { readonly kind: 'first'; readonly count: number }
  /** The first rows fulfil the condition of a partial index, and no others. */
  | { readonly kind: 'guard'; readonly count: number; readonly guard: Guard }
  /** Together with the other sources of a group each row has its own. */
  | { readonly kind: 'group'; readonly group: SourceGroup };

/** What the condition of a partial index demands of a column. */
export type Guard =
  | { readonly kind: 'null' }
  | { readonly kind: 'not-null' }
  | { readonly kind: 'value'; readonly value: string };

/** Sources of which no two rows have all values in common. */
export interface SourceGroup {
  readonly leading: Source;
  readonly others: readonly { readonly source: Source; readonly count: number }[];
  /** Places that a group has at most. */
  readonly places: number;
  /** Rows of one group follow each other. */
  readonly clustered: boolean;
  readonly grouping: Grouping;
}

/** How many different values a source has. */
export function capacityOf(source: Source): number {
  if (source.kind === 'foreign') return source.isSelf ? Number.MAX_SAFE_INTEGER : source.target.rows;
  return source.plan.kind?.capacity ?? 0;
}
