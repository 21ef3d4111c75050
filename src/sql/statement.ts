import type { ListedValues } from './parameters/parse-value-list.ts';

/** Where a statement stands: repository-relative path with `/`, lines 1-based and inclusive. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
}

/** What a statement is, by PostgreSQL's parser; `other` is anything that EXPLAIN does not run (DDL, SET, CALL …). */
export type StatementKind = 'select' | 'insert' | 'update' | 'delete' | 'merge' | 'values' | 'other';

/** A placeholder: `$position` in `Statement.sql`, and the name that the source gives it, if it gives one. */
export interface Parameter {
  readonly position: number;
  readonly name: string | null;
}

/** Why a query could not be measured; the report's `failure.kind`. */
export type FailureKind = 'syntax' | 'dynamic' | 'no-values' | 'timeout' | 'error' | 'unsupported';

/** Why a query is `inconclusive`. */
export interface Failure {
  readonly kind: FailureKind;
  readonly message: string;
  /** Pieces that a program puts into the SQL, as it writes them; the config may give their text. */
  readonly fragments?: readonly string[];
}

/** One SQL statement as it stands in a file. */
export interface Statement {
  readonly location: SourceLocation;
  /** The name that the source declares (`-- name: x`), or null. */
  readonly name: string | null;
  /** 1-based position among the statements of its file. */
  readonly ordinal: number;
  /** As it stands in the file, without the leading comment lines and the closing semicolon. */
  readonly text: string;
  /** What PostgreSQL is sent: `text` with every placeholder written as `$n`. */
  readonly sql: string;
  readonly kind: StatementKind;
  /** One entry per distinct `$n`, ordered by position. */
  readonly parameters: readonly Parameter[];
  /** Equal for two statements exactly when PostgreSQL's parse trees are equal, positions left out; null if it does not parse. */
  readonly canonical: string | null;
  /** libpg-query's fingerprint: equal for queries that differ in literals only; null if it does not parse. */
  readonly fingerprint: string | null;
  /** Why this statement can't be measured, or null. */
  readonly failure: Failure | null;
  /** Sets of values that `-- @param` comments give, by name; left out where there are none. */
  readonly ownSets?: Readonly<Record<string, ListedValues>>;
  /** The other database that it is written for, as a reader knows it: `MySQL`. Left out for PostgreSQL's. */
  readonly dialect?: string;
}
