import { isWord, type Token } from '../token.ts';

/** Longest content, tokens: `#{user.name, jdbcType=VARCHAR}`. */
const MAX_TOKENS = 16;

/** The index of the brace that closes the one at `open`, with no brace between them; null when there is none near. */
export function findClosingBrace(tokens: readonly Token[], open: number): number | null {
  for (let index = open + 1; index <= open + MAX_TOKENS + 1; index++) {
    if (isWord(tokens[index], '}')) return index;
    if (isWord(tokens[index], '{')) return null;
  }
  return null;
}

/** What stands between two braces. */
export function textBetween(text: string, tokens: readonly Token[], open: number, close: number): string {
  return text.slice(tokens[open]?.end, tokens[close]?.start).trim();
}
