import { splitStatements } from '../../src/sql/split-statements.ts';
import type { Statement } from '../../src/sql/statement.ts';

/** The statements of files, given as path and text. */
export function statementsOf(files: Readonly<Record<string, string>>): readonly Statement[] {
  return Object.entries(files).flatMap(([file, text]) => splitStatements(file, text));
}
