import { readNameComment } from './name-comment.ts';
import { isWord, type Token } from './token.ts';

/** The tokens of one statement, comments before it, after it and the semicolon left out. */
export interface StatementSlice {
  readonly name: string | null;
  /** Never empty; a hint in a comment of the pg_hint_plan form counts as the statement's first token. */
  readonly tokens: readonly Token[];
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
  let name: string | null = null;
  let current: Token[] = [];
  let depth = 0;
  let passOver = 0;
  const close = (): void => {
    const trimmed = withoutTrailingComments(current);
    if (trimmed.some((token) => token.kind !== 'comment')) {
      slices.push({ name, tokens: trimmed });
      name = null;
    }
    current = [];
    depth = 0;
  };
  for (const [index, token] of tokens.entries()) {
    if (token.start < passOver) continue;
    if (token.kind === 'comment') {
      const declared = readNameComment(token.text);
      if (declared !== null && (current.length === 0 || startsLine(text, token.start))) {
        close();
        name = declared;
      } else if (current.length > 0 || token.text.startsWith('/*+')) current.push(token);
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

function withoutTrailingComments(tokens: readonly Token[]): readonly Token[] {
  return tokens.slice(0, tokens.findLastIndex((token) => token.kind !== 'comment') + 1);
}

function startsLine(text: string, offset: number): boolean {
  return offset === 0 || text[offset - 1] === '\n';
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}
