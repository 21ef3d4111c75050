import { splitStatements } from '../../../src/sql/split-statements.ts';
import type { Statement } from '../../../src/sql/statement.ts';

/** The first statement of a text. */
export function readOne(sql: string): Statement {
  const [statement] = splitStatements('q.sql', sql);
  if (statement === undefined) throw new Error(`no statement in ${sql}`);
  return statement;
}
