import type pg from 'pg';
import type { ScriptStatement } from './script-item.ts';

/** Line of a script that the server's error is about: that of its position in the statement, else of the statement. */
export function lineOfError(error: pg.DatabaseError, statement: ScriptStatement): number {
  const position = Number(error.position);
  if (!Number.isInteger(position) || position < 1) return statement.line;
  let line = statement.line;
  let character = 1;
  // PostgreSQL counts characters, JavaScript UTF-16 units.
  for (const symbol of statement.text) {
    if (character === position) break;
    if (symbol === '\n') line += 1;
    character += 1;
  }
  return line;
}

/** Line of the row of COPY data that the server's error is about, where it says which; `first` is the line of the first row. */
export function lineOfCopyError(error: pg.DatabaseError, first: number): number | undefined {
  // `COPY cities, line 12, column population: "x"`, in the server's language: the number is all that is read.
  const row = /^COPY [^\n]*?, \S+ (\d+)/.exec(error.where ?? '')?.[1];
  return row === undefined ? undefined : first + Number(row) - 1;
}
