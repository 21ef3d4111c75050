import { parseSql, scanSql } from '../../src/sql/parser.ts';
import type { Statement } from '../../src/sql/statement.ts';
import type { Token } from '../../src/sql/token.ts';
import type { SentQuery } from './list-sent-queries.ts';

/** Share of a query's tokens that a found one with holes must have written where it names none of the relations. */
const LEAST_WRITTEN = 0.5;

/** How a sent query is found: as it is, or as one with holes that the program fills; null when it is not. */
export type Found = { readonly how: 'read' | 'dynamic'; readonly statement: Statement } | null;

/**
 * Finds sent queries among the statements of a package's files: `read` as the config lets them be read, and `bare` as the
 * files alone tell them, since a config can name one schema or table where the package sends several. One with holes is
 * the sent query's when all that it has written is there in order and names one of the relations: `SELECT ${x} FROM ${y}`
 * could be anything.
 */
export function createFinder(
  statements: readonly Statement[],
  bare: readonly Statement[],
): (sent: SentQuery) => Found {
  const read = new Map<string, Statement>();
  for (const statement of statements) {
    if (statement.failure === null && statement.fingerprint !== null) {
      read.set(statement.fingerprint, statement);
    }
  }
  const patterns = [...statements, ...bare]
    .filter(({ failure }) => failure?.kind === 'dynamic')
    .map((statement) => ({ statement, pattern: readPattern(statement.text) }));
  return ({ text, fingerprint }) => {
    const same = read.get(fingerprint);
    if (same !== undefined) return { how: 'read', statement: same };
    const tokens = readTokens(text);
    const relations = listRelations(text);
    const like = patterns.find(({ pattern }) => {
      const written = pattern.filter((token) => token !== HOLE);
      const isTelling =
        written.length >= LEAST_WRITTEN * tokens.length || written.some((token) => relations.has(token));
      return isTelling && matches(pattern, tokens);
    });
    return like === undefined ? null : { how: 'dynamic', statement: like.statement };
  };
}

/** Names of the relations that a query reads or writes. */
function listRelations(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  const parsed = parseSql(text);
  // Every object of the tree passes here.
  JSON.stringify(parsed, (_key, value: unknown) => {
    if (typeof value === 'object' && value !== null && 'relname' in value) names.add(String(value.relname));
    return value;
  });
  return names;
}

/** Stands for any tokens. */
const HOLE = null;

/** A word that no query has, and a parameter number that none can have. */
const MARK = 'explain_gate_mark';
const NUMBER = '900001';

type Pattern = readonly (string | typeof HOLE)[];

/** The tokens of a statement with holes as the source shows them: `${…}`. */
function readPattern(text: string): Pattern {
  const tokens = scanTokens(markHoles(text));
  return tokens.map((token) =>
    token.text.includes(MARK) || token.text.includes(NUMBER) ? HOLE : comparable(token),
  );
}

function readTokens(text: string): readonly string[] {
  return scanTokens(text).map(comparable);
}

function scanTokens(text: string): readonly Token[] {
  const scanned = scanSql(text);
  if (!scanned.ok) throw new Error(`not scanned: ${text.slice(0, 200)}`);
  return scanned.value.filter(({ kind, text: token }) => kind !== 'comment' && token !== ';');
}

/**
 * Parameters are alike whatever their number: it depends on what fills the holes before them. A name that needs no quotes
 * is the same name with them.
 */
function comparable({ kind, text }: Token): string {
  if (kind === 'parameter') return '$';
  if (kind === 'identifier' && /^"[a-z_][a-z\d_]*"$/.test(text)) return text.slice(1, -1);
  return kind === 'keyword' || (kind === 'identifier' && !text.startsWith('"')) ? text.toLowerCase() : text;
}

/** Writes a mark for every `${…}`; one that was cut ends with `…}`. */
function markHoles(text: string): string {
  let marked = '';
  let at = 0;
  for (let open = text.indexOf('${'); open >= 0; open = text.indexOf('${', at)) {
    const before = text.slice(at, open);
    marked += `${before}${before.endsWith('$') ? NUMBER : MARK}`;
    at = endOfHole(text, open);
  }
  return marked + text.slice(at);
}

function endOfHole(text: string, open: number): number {
  let depth = 0;
  for (let index = open + 1; index < text.length; index++) {
    if (text.startsWith('…}', index)) return index + 2;
    if (text[index] === '{') depth++;
    else if (text[index] === '}' && --depth === 0) return index + 1;
  }
  throw new Error(`a hole has no end: ${text.slice(open, open + 100)}`);
}

/** Whether the tokens are the pattern's, every hole standing for any number of them. */
function matches(pattern: Pattern, tokens: readonly string[]): boolean {
  let reached = new Set([0]);
  for (const part of pattern) {
    const next = new Set<number>();
    for (const at of reached) {
      if (part !== HOLE) {
        if (tokens[at] === part) next.add(at + 1);
      } else for (let to = at; to <= tokens.length; to++) next.add(to);
    }
    reached = next;
  }
  return reached.has(tokens.length);
}
