import type { ParseTree } from '../parser.ts';
import { statementKindOf } from '../statement-kind.ts';
import type { Token } from '../token.ts';
import { isWord } from '../token.ts';

/** Where a text stands in its program: where queries go (a tag, `db.query(…)`, `@Query`, a name in sql), or anywhere. */
export type TextPosition = 'query' | 'anywhere';

type Json = Readonly<Record<string, unknown>>;

/** Reserved words of SQL that mark a clause. PostgreSQL's parser took the text, so they are no English here. */
const CLAUSE_WORDS = new Set([
  'group',
  'having',
  'limit',
  'offset',
  'union',
  'returning',
  'distinct',
  'null',
  'into',
  'join',
  'on',
  'using',
]);

/** Marks that English has too: `yes/no`, `start-date`, `item(s)`, `Q&A`, `node.js`, quotes, commas and numbers. */
const ENGLISH_MARKS = new Set(['-', '/', '&', '(', ')', ',', '.', ';', ':']);

/**
 * Whether a statement that PostgreSQL's parser took is a query that a program sends, and no English: the parser takes
 * `Select all`, `Delete from cart` and `Select a plan from the list` too. A query is SELECT, INSERT, UPDATE, DELETE,
 * MERGE or VALUES, and
 *
 * 1. PostgreSQL could run it: no column is named where no relation is read (`Select this`), and something is selected;
 * 2. it reads or writes a relation, calls a function or takes a parameter; or it stands where queries go (`SELECT 1`);
 * 3. it does not read as English: it stands where queries go, or has a mark or a clause that English has not (`*`, `=`,
 *    `$1`, `order by`), or its verb is in capitals as SQL's keywords often are.
 *
 * VALUES stands alone only where queries go: elsewhere it is the end of an INSERT. `tokens` are those that the program
 * wrote, holes left out; `unsure` says that a piece of the statement is not known, and rule 1 can't be asked.
 */
export function isQuery(
  node: ParseTree[number],
  tokens: readonly Token[],
  { position, unsure }: { readonly position: TextPosition; readonly unsure: boolean },
): boolean {
  const kind = statementKindOf(node);
  if (kind === 'other') return false;
  if (!unsure && !couldRun(node)) return false;
  if (position === 'query') return true;
  if (kind === 'values') return false;
  if ('SelectStmt' in node && !containsKey(node, 'RangeVar')) return containsCall(node) || hasParameter(tokens);
  return !readsAsEnglish(tokens);
}

/** Rule 1. A hole's stand-in counts as a column, so this is asked of whole statements only. */
function couldRun(node: ParseTree[number]): boolean {
  const [type, statement] = Object.entries(node)[0] ?? [];
  if (type === 'SelectStmt' && isObject(statement) && isEmptySelect(statement)) return false;
  return !hasColumnWithoutRelation(node, false);
}

function isEmptySelect(select: Json): boolean {
  // `SELECT FROM f()` calls a function for what it does.
  return !['targetList', 'valuesLists', 'larg', 'fromClause'].some((part) => part in select);
}

function hasColumnWithoutRelation(value: unknown, hasRelation: boolean): boolean {
  if (Array.isArray(value)) return value.some((item) => hasColumnWithoutRelation(item, hasRelation));
  if (!isObject(value)) return false;
  return Object.entries(value).some(([key, child]) => {
    if (key === 'ColumnRef') return !hasRelation;
    if (typeof child !== 'object') return false;
    return hasColumnWithoutRelation(child, hasRelation || givesRelation(key, value, child));
  });
}

/** FROM, a relation that is written to, and what stands beside it; the rows of an INSERT see neither. */
function givesRelation(key: string, parent: Json, child: unknown): boolean {
  if ('relation' in parent && 'relname' in toObject(parent.relation)) return key !== 'selectStmt';
  if (Array.isArray(parent.fromClause) && parent.fromClause.length > 0) return true;
  // ORDER BY of a UNION names the columns of its sides.
  if ('larg' in parent && key === 'sortClause') return true;
  return 'fromClause' in toObject(child);
}

function hasParameter(tokens: readonly Token[]): boolean {
  return tokens.some((token) => token.kind === 'parameter');
}

/** Rule 3 by the tokens alone, for a text that is surely no query of PostgreSQL's. */
export function readsAsEnglish(tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => token.kind !== 'comment');
  const verb = words.find((token) => token.kind === 'keyword');
  if (verb !== undefined && verb.text === verb.text.toUpperCase()) return false;
  if (hasParameter(words)) return false;
  return !words.some((token, index) => {
    if (token.kind === 'operator' || token.kind === 'symbol') return !ENGLISH_MARKS.has(token.text);
    if (token.kind !== 'keyword') return false;
    const word = token.text.toLowerCase();
    return CLAUSE_WORDS.has(word) || (word === 'order' && isWord(words[index + 1], 'by'));
  });
}

/** A call that no English has: without arguments, or with a constant or a parameter. `item(s)` is none. */
function containsCall(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(containsCall);
  if (!isObject(value)) return false;
  const call = toObject(value.FuncCall);
  if ('funcname' in call && !containsKey(call.args ?? [], 'ColumnRef')) return true;
  return Object.values(value).some(containsCall);
}

function containsKey(value: unknown, key: string): boolean {
  if (Array.isArray(value)) return value.some((item) => containsKey(item, key));
  if (!isObject(value)) return false;
  return key in value || Object.values(value).some((child) => containsKey(child, key));
}

function toObject(value: unknown): Json {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
