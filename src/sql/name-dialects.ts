import { acceptsStatement } from './accepts-statement.ts';
import { type Dialect, dialectOfPath, dialects } from './dialects.ts';
import { scanSql } from './parser.ts';
import type { Statement } from './statement.ts';
import { isWord } from './token.ts';

/** Rejected statements of one file by which its dialect is chosen. */
const SAMPLE = 20;

/**
 * Names the dialect of what PostgreSQL's parser rejects in one file: `MySQL, not checked` in place of a syntax error, where
 * that database's parser takes the statement. The dialect that takes most of the file's comes first, and of equal ones the
 * one that the path names.
 *
 * A file is another database's as a whole when more of its statements are that database's alone than PostgreSQL's alone, or
 * when its path names that database and nothing in it is PostgreSQL's alone. Then each of its statements has the dialect,
 * also those that PostgreSQL could read. `hasTime` is asked before each question; without time, statements stay as they are.
 */
export async function nameDialects(
  path: string,
  statements: readonly Statement[],
  hasTime: () => boolean,
): Promise<readonly Statement[]> {
  const named = dialectOfPath(path);
  const rejected = statements.filter(({ failure }) => failure?.kind === 'syntax');
  if (rejected.length === 0 && named === null) return statements;
  const ordered = named === null ? dialects : [named, ...dialects.filter((dialect) => dialect !== named)];
  const ranked = await rankDialects(ordered, rejected.slice(0, SAMPLE), hasTime);
  const titles = new Map<Statement, string>();
  for (const statement of rejected) {
    for (const dialect of ranked) {
      if (!hasTime() || !(await acceptsStatement(dialect, statement))) continue;
      titles.set(statement, dialect.title);
      break;
    }
  }
  const [main] = ranked;
  const whole = main && (await ownsFile(main, main === named, statements, titles, hasTime)) ? main.title : null;
  return statements.map((statement) => {
    const title = titles.get(statement) ?? null;
    const dialect = whole ?? title;
    const failure =
      title === null ? statement.failure : ({ kind: 'unsupported', message: `${title}, not checked` } as const);
    return dialect === null ? statement : { ...statement, failure, dialect };
  });
}

/** The dialects by how many of the statements they take, the most first. */
async function rankDialects(
  candidates: readonly Dialect[],
  statements: readonly Statement[],
  hasTime: () => boolean,
): Promise<readonly Dialect[]> {
  const counts = new Map<Dialect, number>();
  for (const dialect of candidates) {
    let taken = 0;
    for (const statement of statements) if (hasTime() && (await acceptsStatement(dialect, statement))) taken++;
    counts.set(dialect, taken);
    // No other can take more than all.
    if (taken === statements.length) break;
  }
  return candidates.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
}

async function ownsFile(
  dialect: Dialect,
  isNamedByPath: boolean,
  statements: readonly Statement[],
  titles: ReadonlyMap<Statement, string>,
  hasTime: () => boolean,
): Promise<boolean> {
  const own = [...titles.values()].filter((title) => title === dialect.title).length;
  if (own === 0 && !isNamedByPath) return false;
  let foreign = 0;
  for (const statement of statements) {
    if (statement.failure !== null) continue;
    if (!hasTime()) return false;
    if (hasPostgresTokens(statement) || !(await acceptsStatement(dialect, statement))) foreign++;
    if (foreign > 0 && foreign >= own) return false;
  }
  return true;
}

/** `$1` and `::`, which node-sql-parser lets pass in every dialect. */
function hasPostgresTokens({ text }: Statement): boolean {
  const scanned = scanSql(text);
  return scanned.ok && scanned.value.some((token) => token.kind === 'parameter' || isWord(token, '::'));
}
