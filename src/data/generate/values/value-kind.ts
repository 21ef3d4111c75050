import type { TypeFacts } from '../catalog/type-facts.ts';
import type { Limits } from '../checks/limits.ts';
import type { Purpose } from '../draws/salt.ts';
import type { Define, Expression } from '../sql/expression.ts';
import type { TextStyle } from './text-style.ts';

/** The values that a column can have, numbered from 0. */
export interface ValueKind {
  /** How many different ones there can be. */
  readonly capacity: number;
  /** How many a column of so many rows has when nobody says. */
  usual(rows: number): number;
  /** Whether each row of a large table can have its own and still look like the column's values do. */
  readonly mayAllDiffer: boolean;
  /** Values of a time: they come with the rows when nobody says otherwise. */
  readonly followsRows: boolean;
  /** The value of a number below `count`; another for every number, ascending where the type has an order. */
  render(index: Expression, count: number, define: Define): Expression;
}

/** What is wanted of the values of one column. */
export interface ValueWish {
  readonly limits: Limits;
  /** Average length: characters, bytes or elements. */
  readonly length: number | undefined;
  readonly style: TextStyle;
  /** Values go over the whole range, not only its beginning: partitions. */
  readonly stretch: boolean;
  /** Values ascend although the type's usual ones don't: uuid. */
  readonly ordered: boolean;
  /** First value and step of whole numbers. */
  readonly sequence: { readonly start: number; readonly increment: number } | null;
  readonly purpose: Purpose;
}

/** One family of types; undefined for a type of another. */
export type ValueFamily = (
  type: TypeFacts,
  wish: ValueWish,
  kindOf: (type: TypeFacts, wish: ValueWish) => ValueKind | undefined,
) => ValueKind | undefined;
