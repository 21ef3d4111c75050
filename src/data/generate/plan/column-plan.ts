import type { ColumnFacts } from '../catalog/table-facts.ts';
import type { Limits } from '../checks/limits.ts';
import type { Purpose } from '../draws/salt.ts';
import type { ColumnOptions } from '../generate-options.ts';
import type { TextStyle } from '../values/text-style.ts';
import type { ValueKind } from '../values/value-kind.ts';

/** A column whose values are made by its type. */
export interface ColumnPlan {
  readonly facts: ColumnFacts;
  readonly options: ColumnOptions;
  readonly limits: Limits;
  /** Undefined where an expression or a foreign key gives the values. */
  readonly kind: ValueKind | undefined;
  readonly style: TextStyle;
  /** Share of rows that are NULL. */
  readonly nulls: number;
  readonly purpose: Purpose;
  /** Its values must be above those of this column: a CHECK says so. */
  readonly above: number | undefined;
}
