/** The part of node-sql-parser that is used: it throws what it does not take. */
export interface DialectModule {
  readonly default: { readonly Parser: new () => { astify(sql: string): unknown } };
}

/** Another database's SQL. */
export interface Dialect {
  /** As a reader knows it: `MySQL`. */
  readonly title: string;
  /** Words of a path that name it, in lower case. */
  readonly pathWords: readonly string[];
  /** Whether statements that define tables are told by it too: T-SQL takes any first word for the name of a procedure. */
  readonly tellsDefinitions: boolean;
  /** A module of node-sql-parser. */
  readonly load: () => Promise<unknown>;
}

/** Dialects by how often they are met; the first that takes a statement names it. */
export const dialects: readonly Dialect[] = [
  {
    title: 'MySQL',
    pathWords: ['mysql'],
    tellsDefinitions: true,
    load: () => import('node-sql-parser/build/mysql.js'),
  },
  {
    title: 'MariaDB',
    pathWords: ['mariadb'],
    tellsDefinitions: true,
    load: () => import('node-sql-parser/build/mariadb.js'),
  },
  {
    title: 'SQLite',
    pathWords: ['sqlite', 'sqlite3'],
    tellsDefinitions: true,
    load: () => import('node-sql-parser/build/sqlite.js'),
  },
  {
    title: 'SQL Server',
    pathWords: ['mssql', 'sqlserver', 'tsql'],
    tellsDefinitions: false,
    load: () => import('node-sql-parser/build/transactsql.js'),
  },
  {
    title: 'BigQuery',
    pathWords: ['bigquery'],
    tellsDefinitions: false,
    load: () => import('node-sql-parser/build/bigquery.js'),
  },
  {
    title: 'Snowflake',
    pathWords: ['snowflake'],
    tellsDefinitions: false,
    load: () => import('node-sql-parser/build/snowflake.js'),
  },
];

/** Words of a path that name PostgreSQL, in lower case. */
const POSTGRES_PATH_WORDS: readonly string[] = ['postgres', 'postgresql', 'pg', 'psql', 'pgsql'];

/** The dialect that one word of a path names; null where none does or PostgreSQL is named too. */
export function dialectOfPath(path: string): Dialect | null {
  const words = new Set(path.toLowerCase().split(/[^a-z0-9]+/));
  if (POSTGRES_PATH_WORDS.some((word) => words.has(word))) return null;
  return dialects.find(({ pathWords }) => pathWords.some((word) => words.has(word))) ?? null;
}
