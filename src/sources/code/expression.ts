/** Where an expression stands: offsets into its file, UTF-16 units; `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Text of a literal. */
export interface TextExpression extends Range {
  readonly kind: 'text';
  readonly text: string;
  /** Whether the file has the same characters, line by line; false for what an escape sequence stands for. */
  readonly isVerbatim: boolean;
}

/** Expressions one after the other: a concatenation, a template, adjacent literals. */
export interface SequenceExpression extends Range {
  readonly kind: 'sequence';
  readonly parts: readonly Expression[];
  /** A template whose tag sends its interpolations beside the SQL, or what a helper of such a tag makes of a text. */
  readonly isTagged: boolean;
}

/** An expression inside of a template. */
export interface InterpolationExpression extends Range {
  readonly kind: 'interpolation';
  readonly value: Expression;
  readonly source: string;
}

/** A name that may stand for a constant. */
export interface ReferenceExpression extends Range {
  readonly kind: 'reference';
  readonly name: string;
  /** What the name is a member of (`Tables` of `Tables.JOBS`, `this`), or null. */
  readonly owner: string | null;
  readonly source: string;
}

/** A list, for what joins it. */
export interface ListExpression extends Range {
  readonly kind: 'list';
  readonly items: readonly Expression[];
}

/** The items of a list with a text between them. */
export interface JoinExpression extends Range {
  readonly kind: 'join';
  readonly list: Expression;
  readonly separator: Expression;
  readonly source: string;
}

/** A format string with its arguments: `%s` and its kin, or `{}`, `{0}` and `{name}`. */
export interface FormatExpression extends Range {
  readonly kind: 'format';
  readonly style: 'percent' | 'braces';
  readonly template: Expression;
  readonly positional: readonly Expression[];
  /** The argument of a name, or null. */
  readonly findNamed: (name: string) => Expression | null;
  readonly source: string;
}

/** A call of a function that may put a text together. */
export interface CallExpression extends Range {
  readonly kind: 'call';
  readonly name: string;
  /** What the function is a member of (`this`), or null. */
  readonly owner: string | null;
  readonly args: readonly Expression[];
  readonly source: string;
}

/**
 * What the file alone does not tell. `value`: sent beside the SQL. `list`: many values at once. `fragment`: SQL that a helper of a tag makes. `text`:
 * one of several texts.
 */
export interface HoleExpression extends Range {
  readonly kind: 'hole';
  readonly source: string;
  readonly nature: 'unknown' | 'value' | 'list' | 'fragment' | 'text';
  /** Of one of several texts: whether none of them goes on with the word before it. */
  readonly isApart?: boolean;
}

/** What a string expression of a program is made of: plain data, which outlives the syntax tree that it was read from. */
export type Expression =
  | TextExpression
  | SequenceExpression
  | InterpolationExpression
  | ReferenceExpression
  | ListExpression
  | JoinExpression
  | FormatExpression
  | CallExpression
  | HoleExpression;
