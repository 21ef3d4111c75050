import { type ParseTree, parseSql, scanSql } from '../parser.ts';
import { rewritePlaceholders } from '../placeholders/rewrite-placeholders.ts';
import type { SqlResult } from '../sql-rejection.ts';

/** One statement that PostgreSQL's parser took. */
export interface ParsedText {
  readonly node: ParseTree[number];
}

/** Why it did not: `offset` is into the text, null where PostgreSQL does not say. */
export interface RejectedText {
  readonly offset: number | null;
}

/**
 * Parses a text of one statement. `hasPlaceholders` says that it has placeholders that PostgreSQL does not know: they are
 * written as `$n` first, which takes a scan of the text, several times the time of the parse.
 */
export function parseTemplateText(text: string, hasPlaceholders: boolean): ParsedText | RejectedText {
  const parsed = hasPlaceholders ? parseRewritten(text) : parseSql(text);
  // A placeholder before the error moves it by a few characters; that only makes the search for a hole longer.
  if (!parsed.ok) return { offset: parsed.rejection.offset };
  const [node] = parsed.value;
  return node === undefined || parsed.value.length > 1 ? { offset: null } : { node };
}

function parseRewritten(text: string): SqlResult<ParseTree> {
  const scanned = scanSql(text);
  if (!scanned.ok) return scanned;
  const { sql, parsed } = rewritePlaceholders(text, scanned.value);
  return parsed ?? parseSql(sql);
}
