import type { Token } from '../token.ts';

/** What a source says about its placeholders outside of the statement's own text. */
export interface PlaceholderHints {
  /** pgtyped's `@param name -> (…)`: by parameter, `list` for `(...)`, or the fields of a row. */
  readonly spreads: ReadonlyMap<string, 'list' | readonly string[]>;
  /** Names of parameters may hold dashes, as in Clojure: `:user-id`. */
  readonly kebabNames: boolean;
}

/** A source that says nothing. */
export const NO_HINTS: PlaceholderHints = { spreads: new Map(), kebabNames: false };

/** The tokens of a statement, comments left out, with offsets into `text`. */
export interface StatementTokens {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly hints: PlaceholderHints;
}

/** What a placeholder stands for. */
export type Slot =
  /** One value. `number` is its position where the style numbers: `?1`. */
  | { readonly is: 'value'; readonly name: string | null; readonly number?: number }
  /** As many values as the program has, compared by IN: one array. */
  | { readonly is: 'list'; readonly name: string | null }
  /** A row of values in parentheses, standing for any number of them; `fields` null: one for each column of the INSERT. */
  | { readonly is: 'row'; readonly name: string | null; readonly fields: readonly string[] | null }
  /** A name or a piece of SQL that only the program knows; written as a name or as nothing while the parser is asked. */
  | { readonly is: 'fragment'; readonly as: 'name' | 'nothing' };

/** One way to read a candidate: SQL text and slots in its place. */
export interface Reading {
  readonly parts: readonly (string | Slot)[];
  /** Tried only when PostgreSQL's parser stops at this very candidate, or there or at the token behind it. */
  readonly only?: 'stopped-at' | 'stopped-near';
}

/** A stretch of text that may be a placeholder, with its readings, the likeliest first. */
export interface Candidate {
  /** How many tokens it takes, from the one it was found at. */
  readonly length: number;
  /** Never empty. */
  readonly readings: readonly Reading[];
}

/**
 * One way to write a placeholder: given a statement, a function that says whether a candidate starts at the token of that
 * index. It goes by PostgreSQL's scanner alone; which reading is right is then decided by PostgreSQL's parser.
 */
export type PlaceholderStyle = (statement: StatementTokens) => (index: number) => Candidate | null;
