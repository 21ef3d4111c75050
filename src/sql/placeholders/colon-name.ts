import { isWord, type Token } from '../token.ts';
import { findNameEnd, isAdjacent, readAdjacentNumber } from './adjacent.ts';
import type { PlaceholderHints, PlaceholderStyle, Reading, Slot } from './placeholder-style.ts';
import { asItStandsWhereStopped, FRAGMENT_WHERE_STOPPED } from './readings.ts';
import { findSliceColons } from './slice-colons.ts';

/**
 * `:name`, as aiosql, yesql, HugSQL and psql write it, `:name!` (pgtyped: not null), `:user.id` (sqlx, HugSQL), `:1`, and
 * `:user-id` where the source has names with dashes. Never the colon of an array slice, nor that of `JSON_OBJECT('k':v)`.
 */
export const colonName: PlaceholderStyle = ({ text, tokens, hints }) => {
  const slices = findSliceColons(tokens);
  return (index) => {
    if (!isWord(tokens[index], ':') || slices.has(index)) return null;
    const number = readAdjacentNumber(tokens, index + 1);
    const end = number === null ? findEnd(tokens, index + 1, hints) : index + 2;
    if (end === null) return null;
    const name = text.slice(tokens[index + 1]?.start, tokens[end - 1]?.end);
    const behind = readNotNullMark(tokens, end);
    const length = end - index + (behind === null ? 0 : 1);
    const own = asItStandsWhereStopped(text, tokens.slice(index, index + length));
    const read = (slot: Slot): Reading => ({ parts: behind ? [slot, behind] : [slot] });
    if (number !== null) return { length, readings: [read({ is: 'value', name: null, number }), own] };
    const spread = hints.spreads.get(name);
    const slots: readonly Slot[] = [...(spread ? [toSlot(name, spread)] : []), { is: 'value', name }];
    return { length, readings: [...slots.map(read), own, ...FRAGMENT_WHERE_STOPPED] };
  };
};

function findEnd(tokens: readonly Token[], start: number, { kebabNames }: PlaceholderHints): number | null {
  const end = findNameEnd(tokens, start, kebabNames ? ['.', '-'] : ['.']);
  // Clojure's names may also end in a question mark: `:active?`.
  return kebabNames && end !== null && tokens[end]?.text === '?' && isAdjacent(tokens, end) ? end + 1 : end;
}

/** Operators that start like pgtyped's mark for "not null". */
const NOT_OPERATORS: ReadonlySet<string> = new Set(['!=', '!~', '!~*', '!~~', '!~~*', '!!']);

/** What follows `!` directly after a name in the same token, as in `:a!||`; null when there is no such mark. */
function readNotNullMark(tokens: readonly Token[], index: number): string | null {
  const { kind, text = '' } = tokens[index] ?? {};
  if (kind !== 'operator' || !text.startsWith('!') || NOT_OPERATORS.has(text)) return null;
  return isAdjacent(tokens, index) ? text.slice(1) : null;
}

function toSlot(name: string, spread: 'list' | readonly string[]): Slot {
  return spread === 'list' ? { is: 'list', name } : { is: 'row', name, fields: spread };
}
