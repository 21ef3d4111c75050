import type { CommonTableExpr, RangeVar } from '@pgsql/types';
import type { Node } from './syntax.ts';

/**
 * What a query does with a parameter:
 * `equal` one value · `member` one of the values of an IN list · `list` an array of them (`= ANY`) · `low`, `high` the
 * ends of a range · `pattern` of LIKE or a regular expression · `fragment` a part of one · `json-key` · `stored` by
 * INSERT or UPDATE · `sample` compared in another way, for which a row's own value serves · `constant` compared with
 * constants only · `limit`, `offset` · `flag` a condition by itself · `argument` of a function, and nothing else.
 */
export type ParameterRole =
  | 'equal'
  | 'member'
  | 'list'
  | 'low'
  | 'high'
  | 'pattern'
  | 'fragment'
  | 'json-key'
  | 'stored'
  | 'sample'
  | 'constant'
  | 'limit'
  | 'offset'
  | 'flag'
  | 'argument';

/** A WITH query that a level can name. */
export interface VisibleCte {
  readonly query: CommonTableExpr;
  readonly isRecursive: boolean;
}

/** A level of a statement: its FROM, and the condition over it. */
export interface QueryScope {
  /** FROM items; the target of a write comes first. */
  readonly from: readonly Node[];
  readonly where: Node | undefined;
  /** The level whose rows this one is evaluated for; null for one that can be run by itself. */
  readonly outer: QueryScope | null;
  /** `outer = inner` for `outer IN (SELECT inner FROM …)`. */
  readonly test: { readonly outer: Node; readonly inner: Node } | null;
  /** WITH queries that are visible, outermost first. */
  readonly ctes: readonly VisibleCte[];
  /** Where a row is inserted into a table. */
  readonly insert: InsertTarget | null;
}

/** The row that an INSERT adds. */
export interface InsertTarget {
  readonly relation: RangeVar;
  /** Which of the rows of VALUES, from 0. */
  readonly row: number;
  /** Columns that are given a value. */
  readonly columns: readonly string[];
  /** ON CONFLICT: a row that is there already is no error. */
  readonly isUpsert: boolean;
}

/** One place where a query uses a parameter. */
export interface ParameterUse {
  /** `$position`. */
  readonly position: number;
  readonly role: ParameterRole;
  /** Expression over the scope's rows that gives a value for the parameter; null where there is none. */
  readonly value: Node | null;
  readonly scope: QueryScope;
  /** Uses with the same number belong together: an IN list, or a comparison of rows. */
  readonly group: number;
  /** Place in the group, from 0. */
  readonly index: number;
  /** The parameter is an array whose elements are used in this way, one by one. */
  readonly isList: boolean;
  /** For `argument` the function, for messages. */
  readonly of?: string;
}

/** All that a statement tells of its parameters. */
export interface ParameterUses {
  /** In an order in which a level comes after the ones that its FROM needs. */
  readonly scopes: readonly QueryScope[];
  readonly uses: readonly ParameterUse[];
  /** Parameters that the query itself asks for being NULL. */
  readonly optional: ReadonlySet<number>;
}
