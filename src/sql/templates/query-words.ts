/**
 * Whether a text can hold a query at all: each of PostgreSQL's query statements has its verb, and beside it the word
 * that its grammar asks for. Exact for text that is not put together from halves of words.
 */
export function mayHoldQuery(text: string): boolean {
  if (/select|values/i.test(text)) return true;
  if (/insert|merge/i.test(text) && /into/i.test(text)) return true;
  return (/update/i.test(text) && /set/i.test(text)) || (/delete/i.test(text) && /from/i.test(text));
}

/** Words that a query can start with. */
export const QUERY_VERBS: ReadonlySet<string> = new Set([
  'select',
  'insert',
  'update',
  'delete',
  'merge',
  'values',
  'with',
]);

const VERB_AT_START = new RegExp(`(?:^|[;(\\n]|\\*/)\\s*(?:${[...QUERY_VERBS].join('|')})`, 'i');

/**
 * Whether a text has a query's verb where a statement can start: first of all, or after a semicolon, a bracket or a
 * comment. Exact, and far cheaper than a scan of the text.
 */
export function mayStartQuery(text: string): boolean {
  return VERB_AT_START.test(text);
}
