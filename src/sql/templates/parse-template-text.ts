import { type ParseTree, parseSql, scanSql } from '../parser.ts';
import { rewritePlaceholders } from '../placeholders/rewrite-placeholders.ts';
import type { Token } from '../token.ts';

/** One statement that PostgreSQL's parser took. */
export interface ParsedText {
  readonly node: ParseTree[number];
  /** Its tokens, with offsets into the text that was parsed. */
  readonly tokens: readonly Token[];
}

/** Why it did not: `offset` is into the text, null where PostgreSQL does not say. */
export interface RejectedText {
  readonly offset: number | null;
}

/** Parses a text of one statement with its named placeholders written as `$n`. */
export function parseTemplateText(text: string): ParsedText | RejectedText {
  const scanned = scanSql(text);
  if (!scanned.ok) return { offset: scanned.rejection.offset };
  const { sql } = rewritePlaceholders(text, scanned.value);
  const parsed = parseSql(sql);
  // A named placeholder before the error moves it by a few characters; that only makes the search longer.
  if (!parsed.ok) return { offset: parsed.rejection.offset };
  const [node] = parsed.value;
  if (node === undefined || parsed.value.length > 1) return { offset: null };
  return { node, tokens: scanned.value };
}
