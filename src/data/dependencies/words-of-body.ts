import { scanSql } from '../../sql/parser.ts';
import type { Token } from '../../sql/token.ts';

/** Dynamic SQL may hold a string that holds dynamic SQL. */
const MAX_DEPTH = 3;

/**
 * The names that occur in the body of a function, as PostgreSQL would fold them: outside and inside of strings, since
 * EXECUTE takes its statement from one. The parser must be loaded.
 */
export function wordsOfBody(body: string, depth = 0): ReadonlySet<string> {
  const scanned = scanSql(body);
  // Another language, or no SQL at all.
  if (!scanned.ok)
    return new Set(
      body.match(/[\p{L}_][\p{L}\p{N}_$]*/gu)?.flatMap((word) => [word, word.toLowerCase()]) ?? [],
    );
  const words = new Set<string>();
  for (const token of scanned.value) {
    if (token.kind === 'identifier' || token.kind === 'keyword') words.add(fold(token.text));
    else if (token.kind === 'string' && depth < MAX_DEPTH) {
      for (const word of wordsOfBody(contentOf(token), depth + 1)) words.add(word);
    }
  }
  return words;
}

function fold(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text.toLowerCase();
}

function contentOf({ text }: Token): string {
  if (text.startsWith('$')) {
    const tag = text.slice(0, text.indexOf('$', 1) + 1);
    return text.slice(tag.length, -tag.length);
  }
  return text.slice(text.indexOf("'") + 1, -1).replaceAll("''", "'");
}
