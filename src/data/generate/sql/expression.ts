/** An SQL expression over the number of a row, and how many steps of the query must come before it. */
export interface Expression {
  readonly text: string;
  /** 0 needs nothing but the number of the row. */
  readonly level: number;
}

/** Gives an expression a name, so that it is computed once per row however often it is used. */
export type Define = (expression: Expression) => Expression;

/** SQL text from expressions, numbers and texts that are SQL themselves; it comes after all that it uses. */
export function sql(
  strings: readonly string[],
  ...parts: readonly (Expression | string | number | bigint)[]
): Expression {
  let text = strings[0] ?? '';
  let level = 0;
  for (const [at, part] of parts.entries()) {
    text += `${typeof part === 'object' ? part.text : part}${strings[at + 1] ?? ''}`;
    if (typeof part === 'object') level = Math.max(level, part.level);
  }
  return { text, level };
}

/** A list of expressions, comma-separated. */
export function sqlList(expressions: readonly Expression[]): Expression {
  return {
    text: expressions.map(({ text }) => text).join(', '),
    level: Math.max(0, ...expressions.map(({ level }) => level)),
  };
}
