import type { Dialect, DialectModule } from './dialects.ts';
import { scanSql } from './parser.ts';
import type { Statement } from './statement.ts';
import { isWord, type Token } from './token.ts';

/** Longest statement that is tried, UTF-16 units. */
const MAX_LENGTH = 4000;

/** node-sql-parser takes 0.4 s for four nested subqueries that it rejects and 30 s for eight. */
const MAX_NESTING = 3;

/** First words of a query in every dialect. */
const QUERY_WORDS: ReadonlySet<string> = new Set([
  ...['select', 'with', 'insert', 'update', 'delete', 'merge', 'replace'],
]);

/** First words of a statement that defines something. */
const DEFINITION_WORDS: ReadonlySet<string> = new Set(['create', 'alter', 'drop']);

/** Whether a dialect's parser takes a statement; false too for what is too long or too deep to ask about. */
export async function acceptsStatement(dialect: Dialect, { text, sql }: Statement): Promise<boolean> {
  if (text.length > MAX_LENGTH || !mayAsk(text, dialect)) return false;
  const { default: module } = (await dialect.load()) as DialectModule;
  // As it stands, for its own placeholders; or with `$n`, for placeholders that node-sql-parser does not know.
  return [...new Set([text, sql])].some((candidate) => {
    try {
      new module.Parser().astify(candidate);
      return true;
    } catch {
      return false;
    }
  });
}

/** What can be a statement of that dialect, and is nested shallowly enough to ask. */
function mayAsk(text: string, { tellsDefinitions }: Dialect): boolean {
  const scanned = scanSql(text);
  const tokens = scanned.ok ? scanned.value.filter((token) => token.kind !== 'comment') : [];
  const word = tokens[0]?.text.toLowerCase() ?? '';
  if (!QUERY_WORDS.has(word) && !(tellsDefinitions && DEFINITION_WORDS.has(word))) return false;
  return !tokens.some((token, index) => isSlip(token, tokens[index + 1])) && nesting(tokens) <= MAX_NESTING;
}

/** A comma before FROM is far more often a slip than BigQuery's, which allows it. */
function isSlip(token: Token, next: Token | undefined): boolean {
  return isWord(token, ',') && isWord(next, 'from');
}

function nesting(tokens: readonly Token[]): number {
  let depth = 0;
  let deepest = 0;
  for (const token of tokens) {
    if (isWord(token, '(')) deepest = Math.max(deepest, ++depth);
    if (isWord(token, ')')) depth--;
  }
  return deepest;
}
