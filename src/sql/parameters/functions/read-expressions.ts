import { scanSql } from '../../parser.ts';
import { type Node, parseStatement } from '../syntax.ts';

/** How PL/pgSQL parses a text: RawParseMode of PostgreSQL's parser.h. */
const MODES = { statement: 0, expression: 2, firstAssignment: 3 } as const;

/** Statements of a PL/pgSQL function's tree in their order; expressions, and what is assigned, as SELECTs. */
export function readExpressions(tree: unknown): readonly Node[] {
  if (typeof tree !== 'object' || tree === null) return [];
  if ('PLpgSQL_expr' in tree) {
    const { query, parseMode = MODES.statement } = tree.PLpgSQL_expr as { query?: string; parseMode?: number };
    const parsed = query === undefined ? null : parseStatement(toStatement(query, parseMode));
    return parsed ? [parsed] : [];
  }
  return Object.values(tree).flatMap(readExpressions);
}

function toStatement(query: string, mode: number): string {
  if (mode === MODES.statement) return query;
  if (mode < MODES.firstAssignment) return `SELECT ${query}`;
  const scanned = scanSql(query);
  const assigns = scanned.ok ? scanned.value.find(({ text }) => text === ':=' || text === '=') : undefined;
  return assigns ? `SELECT ${query.slice(assigns.end)}` : query;
}
