import { isWord, type Token } from '../token.ts';
import { isAdjacent, readAdjacentName } from './adjacent.ts';
import type { PlaceholderHints, PlaceholderStyle, Reading } from './placeholder-style.ts';
import { asItStands, valueOrFragment } from './readings.ts';
import { findSliceColons } from './slice-colons.ts';

/**
 * `:name`, as aiosql, yesql, HugSQL and psql write it, `:name!` (pgtyped: not null), `:user.id` (sqlx, HugSQL), `:1`, and
 * `:user-id` where the source has names with dashes. Never the colon of an array slice, nor that of `JSON_OBJECT('k':v)`.
 */
export const colonName: PlaceholderStyle = ({ text, tokens, hints }) => {
  const slices = findSliceColons(tokens);
  return (index) => {
    if (!isWord(tokens[index], ':') || slices.has(index)) return null;
    const number = isAdjacent(tokens, index + 1) ? readNumber(tokens[index + 1]) : null;
    const end = number === null ? readName(tokens, index + 1, hints) : index + 2;
    if (end === null) return null;
    const name = text.slice(tokens[index + 1]?.start, tokens[end - 1]?.end);
    const length = end - index + (isNotNullMark(tokens, end) ? 1 : 0);
    const own: Reading = { ...asItStands(text, tokens.slice(index, index + length)), onlyAtError: true };
    if (number !== null) {
      return { length, readings: [{ parts: [{ is: 'value', name: null, number }] }, own] };
    }
    const [value, ...fragments] = valueOrFragment(name);
    const spread = readSpread(name, hints);
    const readings = [...(spread ? [spread] : []), ...(value ? [value] : []), own, ...fragments];
    return { length, readings };
  };
};

/** The index after the last token of a name that starts at `start`. */
function readName(tokens: readonly Token[], start: number, { kebabNames }: PlaceholderHints): number | null {
  if (readAdjacentName(tokens, start) === null) return null;
  let end = start + 1;
  const isJoint = (token: Token | undefined) => isWord(token, '.') || (kebabNames && isWord(token, '-'));
  while (isJoint(tokens[end]) && isAdjacent(tokens, end) && readAdjacentName(tokens, end + 1) !== null) {
    end += 2;
  }
  // Clojure's names may also end in a question mark: `:active?`.
  const mark = tokens[end];
  return kebabNames && mark?.text === '?' && isAdjacent(tokens, end) ? end + 1 : end;
}

/** `!` directly after the name. `!=` is another token. */
function isNotNullMark(tokens: readonly Token[], index: number): boolean {
  return tokens[index]?.text === '!' && isAdjacent(tokens, index);
}

function readSpread(name: string, { spreads }: PlaceholderHints): Reading | null {
  const spread = spreads.get(name);
  if (spread === undefined) return null;
  return { parts: [spread === 'list' ? { is: 'list', name } : { is: 'row', name, fields: spread }] };
}

function readNumber(token: Token | undefined): number | null {
  return token?.kind === 'number' && /^[1-9]\d{0,4}$/.test(token.text) ? Number(token.text) : null;
}
