import { cutStatements, type StatementSlice } from './cut-statements.ts';
import { describeStatement, describeUnmeasured, type StatementDescription } from './describe-statement.ts';
import { findLineStarts, lineAt } from './line-starts.ts';
import { scanFile } from './scan-file.ts';
import type { Failure, Statement } from './statement.ts';
import { isWord } from './token.ts';

/** A statement that has its place in the file but no ordinal yet. */
interface PlacedStatement extends StatementSlice {
  readonly start: number;
  readonly end: number;
  readonly description: StatementDescription;
}

/**
 * Every statement of a query file, in order. What PostgreSQL's parser rejects is a statement with a `failure` and takes
 * no other with it. Unnamed statements that only steer the session (SET, BEGIN, COMMIT, SHOW, DISCARD) are left out and
 * not counted: a file of queries may hold them, and they are no queries. `loadParser()` has to be awaited first.
 */
export function splitStatements(file: string, text: string): readonly Statement[] {
  // A byte order mark is no part of the SQL; psql passes over it too.
  const sql = text.startsWith('\ufeff') ? ` ${text.slice(1)}` : text;
  const lines = findLineStarts(sql);
  return cutStatements(sql, scanFile(sql))
    .flatMap((slice) => placeSlice(sql, slice))
    .filter(({ name, description }) => name !== null || !description.isSession)
    .map(({ name, start, end, tokens, description }, index) => {
      const { isSession: _, rejection, ...rest } = description;
      const location = { file, line: lineAt(lines, start), endLine: lineAt(lines, end - 1) };
      const rejectedAt = start + Math.min(rejection?.offset ?? 0, end - start - 1);
      const failure = explainFailure(description, tokens, `${file}:${lineAt(lines, rejectedAt)}`);
      return { location, name, ordinal: index + 1, ...rest, failure };
    });
}

/** One statement, or several where a lost bracket hid the semicolons between them. */
function placeSlice(text: string, slice: StatementSlice): readonly PlacedStatement[] {
  const placed = placeStatement(text, slice);
  const hidesSemicolon = slice.tokens.some((token) => isWord(token, ';'));
  if (placed.description.rejection?.kind !== 'syntax' || !hidesSemicolon) return [placed];
  const [first, ...others] = cutStatements(text, slice.tokens, 'anywhere');
  if (first === undefined) return [placed];
  return [{ ...first, name: slice.name }, ...others].map((part) => placeStatement(text, part));
}

function placeStatement(text: string, { name, tokens }: StatementSlice): PlacedStatement {
  const start = tokens[0]?.start ?? 0;
  const end = tokens.at(-1)?.end ?? start;
  const own = tokens.map((token) => ({ ...token, start: token.start - start, end: token.end - start }));
  return { name, start, end, tokens, description: describeStatement(text.slice(start, end), own) };
}

function explainFailure(
  { kind, rejection }: StatementDescription,
  tokens: StatementSlice['tokens'],
  place: string,
): Failure | null {
  if (rejection === null) return kind === 'other' ? describeUnmeasured(tokens) : null;
  const message = `${rejection.message} (${place})`;
  return { kind: rejection.kind === 'limit' ? 'unsupported' : 'syntax', message };
}
