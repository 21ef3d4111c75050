import { isClojureExpression } from './conventions/hugsql-header.ts';
import { cutStatements, type StatementSlice } from './cut-statements.ts';
import {
  asDynamic,
  describeStatement,
  describeUnmeasured,
  type StatementDescription,
} from './describe-statement.ts';
import { findLineStarts, lineAt } from './line-starts.ts';
import type { PlaceholderHints } from './placeholders/placeholder-style.ts';
import type { QueryHeader } from './query-header.ts';
import { readOwnSets } from './read-own-sets.ts';
import { scanFile } from './scan-file.ts';
import type { Failure, Statement } from './statement.ts';
import { isWord } from './token.ts';

/** Why a query with an expression of HugSQL's is not read. */
const CLOJURE = 'a Clojure expression writes a part of it';

/** A statement that has its place in the file but no ordinal yet. */
interface PlacedStatement extends StatementSlice {
  readonly start: number;
  readonly end: number;
  readonly description: StatementDescription;
}

/**
 * Every statement of a query file, in order. What PostgreSQL's parser rejects is a statement with a `failure` and takes
 * no other with it; pieces of SQL that queries take in (HugSQL's `:snip`) are no statements. Unnamed statements that only steer the session (SET, BEGIN, COMMIT, SHOW, DISCARD) are left out and
 * not counted: a file of queries may hold them, and they are no queries. `loadParser()` has to be awaited first.
 */
export function splitStatements(file: string, text: string): readonly Statement[] {
  // A byte order mark is no part of the SQL; psql passes over it too.
  const sql = text.startsWith('\ufeff') ? ` ${text.slice(1)}` : text;
  const lines = findLineStarts(sql);
  const slices = cutStatements(sql, scanFile(sql));
  const kebabNames = slices.some(({ header }) => header !== null && isKebabHeader(header));
  return slices
    .filter(({ header }) => header?.kind !== 'snippet')
    .flatMap((slice) => placeSlice(sql, slice, kebabNames))
    .filter(({ header, description }) => header !== null || !description.isSession)
    .map(({ header, start, end, tokens, sets, description }, index) => {
      const { isSession: _, rejection, dynamic: __, ...rest } = description;
      const name = header?.name ?? null;
      const location = { file, line: lineAt(lines, start), endLine: lineAt(lines, end - 1) };
      const rejectedAt = start + Math.min(rejection?.offset ?? 0, end - start - 1);
      const own = readOwnSets(sets, rest.parameters, `${file}:${location.line}`);
      const failure =
        explainFailure(description, tokens, `${file}:${lineAt(lines, rejectedAt)}`) ?? own.failure;
      const valued = own.sets ? { ownSets: own.sets } : {};
      return { location, name, ordinal: index + 1, ...rest, ...valued, failure };
    });
}

/** One statement, or several where a lost bracket hid the semicolons between them. */
function placeSlice(text: string, slice: StatementSlice, kebabNames: boolean): readonly PlacedStatement[] {
  const placed = placeStatement(text, slice, kebabNames);
  const hidesSemicolon = slice.tokens.some((token) => isWord(token, ';'));
  if (placed.description.rejection?.kind !== 'syntax' || !hidesSemicolon) return [placed];
  const [first, ...others] = cutStatements(text, slice.tokens, 'anywhere');
  if (first === undefined) return [placed];
  const parts = [{ ...first, header: slice.header, sets: slice.sets }, ...others];
  return parts.map((part) => placeStatement(text, part, kebabNames));
}

function placeStatement(
  text: string,
  { header, tokens, sets }: StatementSlice,
  kebabNames: boolean,
): PlacedStatement {
  const start = tokens[0]?.start ?? 0;
  const end = tokens.at(-1)?.end ?? start;
  const own = tokens.map((token) => ({ ...token, start: token.start - start, end: token.end - start }));
  const hints: PlaceholderHints = { spreads: header?.spreads ?? new Map(), kebabNames };
  const description = describeStatement(text.slice(start, end), own, hints);
  const placed = { header, start, end, tokens, sets };
  const isBuilt =
    header?.convention === 'hugsql' && tokens.some((t) => t.kind === 'comment' && isClojureExpression(t.text));
  return { ...placed, description: isBuilt ? asDynamic(description, CLOJURE) : description };
}

/** Files of Clojure name their queries, and then their parameters, with dashes. */
function isKebabHeader({ name, convention }: QueryHeader): boolean {
  return convention === 'hugsql' || name.includes('-');
}

function explainFailure(
  { kind, rejection, dynamic }: StatementDescription,
  tokens: StatementSlice['tokens'],
  place: string,
): Failure | null {
  if (dynamic !== null) return { kind: 'dynamic', message: `${dynamic} (${place})` };
  if (rejection === null) return kind === 'other' ? describeUnmeasured(tokens) : null;
  const message = `${rejection.message} (${place})`;
  return { kind: rejection.kind === 'limit' ? 'unsupported' : 'syntax', message };
}
