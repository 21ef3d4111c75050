import { scanSql } from './parser.ts';
import type { Statement } from './statement.ts';
import { isWord, type Token } from './token.ts';

/** The part of node-sql-parser that is used: it throws what it does not take. */
interface DialectModule {
  readonly default: { readonly Parser: new () => { astify(sql: string): unknown } };
}

/** Dialects by how often they are met; the first that takes a statement names it. */
const dialects: readonly { readonly title: string; readonly load: () => Promise<unknown> }[] = [
  { title: 'MySQL', load: () => import('node-sql-parser/build/mysql.js') },
  { title: 'MariaDB', load: () => import('node-sql-parser/build/mariadb.js') },
  { title: 'SQLite', load: () => import('node-sql-parser/build/sqlite.js') },
  { title: 'SQL Server', load: () => import('node-sql-parser/build/transactsql.js') },
  { title: 'BigQuery', load: () => import('node-sql-parser/build/bigquery.js') },
  { title: 'Snowflake', load: () => import('node-sql-parser/build/snowflake.js') },
];

/** Longest statement that is tried, UTF-16 units. */
const MAX_LENGTH = 4000;

/** node-sql-parser takes 0.4 s for four nested subqueries that it rejects and 30 s for eight. */
const MAX_NESTING = 3;

/** First words that start a query in every dialect; T-SQL takes any other word for the name of a procedure. */
const QUERY_WORDS: ReadonlySet<string> = new Set([
  'select',
  'with',
  'insert',
  'update',
  'delete',
  'merge',
  'replace',
]);

/**
 * A statement that PostgreSQL's parser rejects and another database's takes gets that database's name in place of the
 * syntax error: `MySQL, not checked`. Every other statement comes back as it is.
 */
export async function nameDialect(statement: Statement): Promise<Statement> {
  if (statement.failure?.kind !== 'syntax' || statement.text.length > MAX_LENGTH) return statement;
  const scanned = scanSql(statement.sql);
  const tokens = scanned.ok ? scanned.value.filter((token) => token.kind !== 'comment') : [];
  if (!mayBeQuery(tokens)) return statement;
  for (const { title, load } of dialects) {
    if (!accepts((await load()) as DialectModule, statement.sql)) continue;
    return { ...statement, failure: { kind: 'unsupported', message: `${title}${mark(tokens)}, not checked` } };
  }
  return statement;
}

/** What can be a query of any dialect, and is nested shallowly enough to ask. */
function mayBeQuery(tokens: readonly Token[]): boolean {
  if (!QUERY_WORDS.has(tokens[0]?.text.toLowerCase() ?? '')) return false;
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (isWord(token, '(')) depth++;
    if (isWord(token, ')')) depth--;
    // A comma before FROM is far more often a slip than BigQuery's, which allows it.
    if (depth > MAX_NESTING || (isWord(token, ',') && isWord(tokens[index + 1], 'from'))) return false;
  }
  return true;
}

/** MySQL's and SQLite's placeholder is also what drivers for PostgreSQL write; then the dialect is a guess. */
function mark(tokens: readonly Token[]): string {
  const hasQuestionMark = tokens.some((token) => token.kind === 'operator' && token.text === '?');
  return hasQuestionMark ? ' or a query with `?` placeholders' : '';
}

function accepts(dialect: DialectModule, sql: string): boolean {
  try {
    new dialect.default.Parser().astify(sql);
    return true;
  } catch {
    return false;
  }
}
