import type { SourceLocation, Statement } from '../sql/statement.ts';

/** What the change did to a query's text. `changed` includes formatting and comments. */
export type Change = 'added' | 'removed' | 'changed' | 'same';

/** A query: a statement with an identity that survives edits, paired between base and head. */
export interface QueryPair {
  /** `file#name` or `file#ordinal`, of head; of base when head has it no more. Unique in a run. */
  readonly id: string;
  /** The declared name; where there is none, the file without its folder: `orders.sql`, and `orders.sql~2` for its second. */
  readonly name: string;
  /** In head; in base when removed. */
  readonly location: SourceLocation;
  readonly change: Change;
  /** In words, for the report: `text changed`, `formatting changed`, `moved from queries/a.sql`, `renamed from x`. */
  readonly because: readonly string[];
  readonly base: Statement | null;
  readonly head: Statement | null;
}
