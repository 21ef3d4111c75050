/** What a script holds, in the order of the file. Lines are 1-based and count from the start of the file. */
export type ScriptItem = ScriptStatement | MetaCommand;

/** One SQL statement of a script, as psql sends it: without the semicolon that ends it. */
export interface ScriptStatement {
  readonly kind: 'statement';
  readonly text: string;
  /** Line of the first token; comments before it are left out. */
  readonly line: number;
  /** The first unquoted words, lower-cased, comments left out: `create`, `unique`, `index`. At most eight. */
  readonly keywords: readonly string[];
}

/** A line for psql itself: `\restrict abc`. */
export interface MetaCommand {
  readonly kind: 'meta-command';
  /** Without its backslash; `\` for the separator `\\`. */
  readonly name: string;
  readonly argument: string;
  readonly line: number;
  /** It stands inside an unfinished statement. */
  readonly insideStatement: boolean;
}

/** What is still open where a script ends. */
export interface Unfinished {
  readonly what:
    | 'string'
    | 'quoted identifier'
    | 'dollar-quoted string'
    | 'comment'
    | 'parenthesis'
    | 'BEGIN ATOMIC body';
  /** Line where it was opened. */
  readonly line: number;
}
