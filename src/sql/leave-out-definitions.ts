import { parseSql } from './parser.ts';
import type { Statement } from './statement.ts';
import { isDefinition } from './statement-kind.ts';

/**
 * The statements of a query file without those that define the schema (CREATE TABLE, ALTER, DROP, COMMENT, GRANT …): a
 * dump or a script of the schema may stand beside queries, and is none. With another definition a DO block is one too.
 * What has a name was written as a query and stays.
 */
export function leaveOutDefinitions(statements: readonly Statement[]): readonly Statement[] {
  const types = new Map(statements.map((statement) => [statement, typeOf(statement)]));
  const definitions = new Set(statements.filter((statement) => isDefinition(types.get(statement) ?? {})));
  if (definitions.size === 0) return statements;
  return statements.filter(
    (statement) => !definitions.has(statement) && !('DoStmt' in (types.get(statement) ?? {})),
  );
}

/** The tree of an unnamed statement that PostgreSQL takes and that is no query; otherwise an empty one. */
function typeOf({ name, kind, canonical, sql }: Statement): object {
  if (name !== null || kind !== 'other' || canonical === null) return {};
  const parsed = parseSql(sql);
  return parsed.ok ? (parsed.value[0] ?? {}) : {};
}
