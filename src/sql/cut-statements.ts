import { isClojureExpression } from './conventions/hugsql-header.ts';
import { readSetComment, type SetComment } from './conventions/set-comment.ts';
import { type QueryHeader, readQueryHeader } from './query-header.ts';
import { isWord, type Token } from './token.ts';

/** The tokens of one statement, comments before it, after it and the semicolon left out. */
export interface StatementSlice {
  readonly header: QueryHeader | null;
  /**
   * Never empty. A hint in a comment of the pg_hint_plan form counts as the statement's first token, and below a header of
   * HugSQL the Clojure expressions, which are comments to PostgreSQL, are tokens like others.
   */
  readonly tokens: readonly Token[];
  /** Sets of values that comments above it and inside of it give. */
  readonly sets: readonly SetComment[];
}

/** Where a semicolon ends a statement. `outside-brackets` is psql's rule; `anywhere` is for text that has lost a bracket. */
export type SemicolonRule = 'outside-brackets' | 'anywhere';

/**
 * Cuts the tokens of a file into statements: at semicolons, and where a name comment starts a line, because files for
 * aiosql and yesql may leave the semicolon out. A semicolon in parentheses or in a BEGIN ATOMIC body ends nothing.
 * Lines of psql commands (`\timing on`) between statements are passed over.
 */
export function cutStatements(
  text: string,
  tokens: readonly Token[],
  rule: SemicolonRule = 'outside-brackets',
): readonly StatementSlice[] {
  const slices: StatementSlice[] = [];
  let header: QueryHeader | null = null;
  let current: Token[] = [];
  let sets: SetComment[] = [];
  let depth = 0;
  let passOver = 0;
  const close = (): void => {
    const isPart = (token: Token) => token.kind !== 'comment' || isExpression(token, header);
    const trimmed = current.slice(0, current.findLastIndex(isPart) + 1);
    if (trimmed.some(isPart)) {
      slices.push({ header, tokens: trimmed, sets });
      header = null;
      sets = [];
    }
    current = [];
    depth = 0;
  };
  for (const [index, token] of tokens.entries()) {
    if (token.start < passOver) continue;
    if (token.kind === 'comment') {
      const declared = readQueryHeader(token.text);
      const set = readSetComment(token.text);
      if (declared !== null && (current.length === 0 || startsLine(text, token.start))) {
        close();
        header = declared;
      } else if (set !== null) {
        sets.push(set);
        if (current.length > 0) current.push(token);
      } else if (current.length > 0 || token.text.startsWith('/*+') || isExpression(token, header)) {
        current.push(token);
      }
    } else if (current.length === 0 && isWord(token, '\\')) {
      passOver = endOfLine(text, token.start);
    } else if (isWord(token, ';') && (depth === 0 || rule === 'anywhere')) {
      close();
    } else {
      depth = Math.max(0, depth + depthChange(token, tokens[index + 1], depth));
      current.push(token);
    }
  }
  close();
  return slices;
}

/** Brackets, and psql's way with BEGIN ATOMIC: inside of it CASE opens and END closes. */
function depthChange(token: Token, next: Token | undefined, depth: number): number {
  if (isWord(token, '(') || (isWord(token, 'begin') && isWord(next, 'atomic'))) return 1;
  if (isWord(token, ')')) return -1;
  if (depth === 0) return 0;
  return isWord(token, 'case') ? 1 : isWord(token, 'end') ? -1 : 0;
}

function isExpression({ kind, text }: Token, header: QueryHeader | null): boolean {
  return kind === 'comment' && header?.convention === 'hugsql' && isClojureExpression(text);
}

function startsLine(text: string, offset: number): boolean {
  return offset === 0 || text[offset - 1] === '\n';
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}
