import type { Statement } from '../sql/statement.ts';
import { inferFileMoves } from './infer-file-moves.ts';
import { type Key, type Matching, matchByKey } from './match-by-key.ts';
import { matchInScope } from './match-in-scope.ts';
import { matchSimilar } from './match-similar.ts';

/** A statement of base and the statement of head that is the same query; null on the side that has none. */
export type StatementMatch =
  | { readonly base: Statement | null; readonly head: Statement }
  | { readonly base: Statement; readonly head: null };

/** Least similarity of a statement that was edited and lost or changed its name, or its file, at the same time. */
const SURE_SIMILARITY = 0.8;

/** Least similarity of two unnamed statements that one file has left over. */
const EDIT_SIMILARITY = 0.5;

/**
 * Finds for each statement of head the statement of base that is the same query, by the strongest evidence first:
 * file and name, and among several of one name the most similar ones in order; a name that is unique on both sides; the same parse tree; the same name in a file that was moved; the
 * fingerprint in the same file; similar text in the same file; the same place in a file of as many statements; the
 * fingerprint or a very similar text in another file. libpg-query's fingerprint is equal for `a = 1` and `a IN (1, 2)`,
 * so it comes late. Both inputs are in order of place.
 */
export function matchStatements(
  base: readonly Statement[],
  head: readonly Statement[],
): readonly StatementMatch[] {
  const matching: Matching = { base, head, partners: new Map() };
  const fileOf = (s: Statement): string => s.location.file;
  matchByKey(matching, (s) => s.name && join(fileOf(s), s.name, s.text));
  matchInScope(matching, (s) => s.name && join(fileOf(s), s.name), { base, head });
  matchByKey(
    matching,
    onlyUnique((s) => s.name, base, head),
  );
  matchByMeaning(matching);

  const headFileOf = inferFileMoves(base, head, matching.partners);
  matchInScope(matching, (s) => s.name && join(headFileOf(s), s.name), { base, head });
  matchByKey(matching, (s) => s.fingerprint && join(headFileOf(s), s.fingerprint), 'unique');
  matchSimilar(matching, headFileOf, (a, b) =>
    a.name === null && b.name === null ? EDIT_SIMILARITY : SURE_SIMILARITY,
  );
  matchByKey(matching, samePlace(base, head, headFileOf), 'unique');
  matchByKey(matching, (s) => s.fingerprint, 'unique');
  matchSimilar(
    matching,
    () => '',
    () => SURE_SIMILARITY,
  );

  const matched = new Set(matching.partners.values());
  return [
    ...head.map((statement) => ({ base: matching.partners.get(statement) ?? null, head: statement })),
    ...base
      .filter((statement) => !matched.has(statement))
      .map((statement) => ({ base: statement, head: null })),
  ];
}

/** Equal parse trees, or equal texts where there is no tree; strictest first, so that copies do not cross. */
function matchByMeaning(matching: Matching): void {
  const numbers = new Map<string, number>();
  const meanings = new Map<Statement, string>();
  for (const s of [...matching.base, ...matching.head]) {
    const tree = s.canonical ?? join('text', s.text);
    const number = numbers.get(tree) ?? numbers.size;
    numbers.set(tree, number);
    meanings.set(s, String(number));
  }
  const meaning = (s: Statement): string => meanings.get(s) ?? '';
  const fileName = (s: Statement): string => s.location.file.slice(s.location.file.lastIndexOf('/') + 1);
  matchByKey(matching, (s) => join(meaning(s), s.location.file, s.name, s.text));
  matchByKey(matching, (s) => join(meaning(s), s.location.file));
  matchByKey(matching, (s) => join(meaning(s), s.name, fileName(s)));
  matchByKey(matching, (s) => join(meaning(s), s.name));
  matchByKey(matching, meaning);
}

/** The key where at most one statement of each side has it. */
function onlyUnique(key: Key, ...sides: readonly (readonly Statement[])[]): Key {
  const repeated = new Set<string>();
  for (const side of sides) {
    const seen = new Set<string>();
    for (const value of side.map(key)) {
      if (value && seen.has(value)) repeated.add(value);
      if (value) seen.add(value);
    }
  }
  return (statement) => {
    const value = key(statement);
    return value && !repeated.has(value) ? value : null;
  };
}

/** File and ordinal of an unnamed statement, where the file has as many statements on both sides. */
function samePlace(
  base: readonly Statement[],
  head: readonly Statement[],
  fileOf: (s: Statement) => string,
): Key {
  const inBase = countBy(base, fileOf);
  const inHead = countBy(head, fileOf);
  return (statement) => {
    const file = fileOf(statement);
    if (statement.name !== null || inBase.get(file) !== inHead.get(file)) return null;
    return join(file, String(statement.ordinal));
  };
}

function countBy(statements: readonly Statement[], key: (statement: Statement) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of statements.map(key)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Neither file names nor SQL can hold a NUL. */
function join(...parts: readonly (string | null)[]): string {
  return parts.join('\0');
}
