import { scanSql } from './parser.ts';

/** In place of a literal. */
const HIDDEN = '?';

/**
 * An expression as EXPLAIN prints it, without its strings and numbers, so that it says the same for other values.
 * `loadParser()` has to be awaited first. A text that PostgreSQL's scanner does not take is hidden as a whole.
 */
export function hideLiterals(expression: string): string {
  const scanned = scanSql(expression);
  if (!scanned.ok) return HIDDEN;
  let text = '';
  let end = 0;
  for (const token of scanned.value) {
    if (token.kind !== 'string' && token.kind !== 'number') continue;
    text += expression.slice(end, token.start) + HIDDEN;
    end = token.end;
  }
  return text + expression.slice(end);
}
