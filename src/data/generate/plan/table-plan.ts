import type { TableFacts } from '../catalog/table-facts.ts';
import type { Expression } from '../sql/expression.ts';
import type { RowQuery } from '../sql/row-query.ts';

/** A temporary table that a query reads. */
export interface Lookup {
  readonly name: string;
  /** The query that gives its rows. */
  readonly body: string;
  /** Columns of its unique index. */
  readonly index: readonly string[];
}

/** Where a query is written, and what it needs besides the number of the row. */
export interface PlanQuery {
  readonly query: RowQuery;
  /** A trial has no rows of other tables that are filled: it takes any key that they will have. */
  readonly trial: boolean;
  /** By the text of their query. */
  readonly lookups: Map<string, Lookup>;
}

/** What a table will hold. */
export interface TablePlan {
  readonly facts: TableFacts;
  /** Rows that it holds in the end. */
  readonly rows: number;
  /** It has rows already, and keeps them. */
  readonly kept: boolean;
  /** The value of a column in a row, by the number of the row from 0. @param along columns of the key that it belongs to */
  value(column: number, row: Expression, query: PlanQuery, along: readonly number[]): Expression;
}
