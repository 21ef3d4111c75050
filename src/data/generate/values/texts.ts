import pg from 'pg';
import { type Define, type Expression, sql } from '../sql/expression.ts';
import { fillerText } from './filler-text.ts';
import { renderPattern } from './like-pattern.ts';
import type { TextStyle } from './text-style.ts';
import type { ValueFamily } from './value-kind.ts';

/** Average length of a text that says nothing, characters. */
const USUAL_LENGTH = 20;
/** Up to so many characters a text is letters alone, of which more fit than hexadecimal digits. */
const SHORT = 5;
/** Digits of a 62-bit number in hexadecimal. */
const MOST_DIGITS = 15;
const ALPHABET = 26;

/** Lengths of texts, characters, all included. */
interface Lengths {
  readonly least: number;
  readonly average: number;
  readonly most: number;
}

/** Strings of every kind: text, varchar, char, name, and those of extensions such as citext. */
export const texts: ValueFamily = (type, { limits, length, style }) => {
  if (type.category !== 'S' || type.kind !== 'base') return undefined;
  const fixed = type.typeName === 'bpchar' ? (type.length ?? 1) : undefined;
  const most = Math.min(
    limits.maxLength,
    type.length ?? Number.POSITIVE_INFINITY,
    type.typeName === 'name' ? 63 : Number.POSITIVE_INFINITY,
  );
  const least = Math.max(limits.minLength, fixed !== undefined && fixed <= SHORT ? fixed : 0);
  const average = Math.min(most, Math.max(least, length ?? Math.min(fixed ?? USUAL_LENGTH, USUAL_LENGTH)));
  const [pattern] = limits.patterns;
  const short = most <= SHORT && pattern === undefined && style === 'words';
  const used: TextStyle = short ? 'letters' : style;
  const digits = Math.min(most, MOST_DIGITS) - (used === 'words' || used === 'hex' ? 0 : 1);
  const cast = (text: Expression) =>
    type.typeName === 'text' && type.builtIn ? text : sql`${text}::${type.name}`;
  return {
    capacity:
      short || used === 'letters' || used === 'capitals'
        ? ALPHABET ** Math.min(most, 10)
        : used === 'digits'
          ? 10 ** Math.min(most, 15)
          : 16 ** Math.max(digits, 1),
    usual: (rows) => Math.max(1, Math.min(10_000, rows / 10, short ? 100 : Number.POSITIVE_INFINITY)),
    mayAllDiffer: true,
    followsRows: false,
    render(index, count, define) {
      if (pattern !== undefined) return cast(renderPattern(pattern, index, count));
      return cast(renderStyle(used, index, count, { least, average, most }, define));
    },
  };
};

function renderStyle(
  style: TextStyle,
  index: Expression,
  count: number,
  lengths: Lengths,
  define: Define,
): Expression {
  const hex = hexadecimal(index, count);
  const width = hexadecimalWidth(count);
  const padded = (text: Expression, used: number) => {
    const missing = Math.min(Math.max(lengths.least, lengths.average) - used, lengths.most - used);
    return missing > 0 ? sql`${text} || ${pg.escapeLiteral('x'.repeat(Math.round(missing)))}` : text;
  };
  switch (style) {
    case 'words':
      return words(index, count, lengths, define);
    case 'slug':
      return lengths.most >= width + 5
        ? padded(sql`'item-' || ${hex}`, width + 5)
        : padded(sql`'i' || ${hex}`, width + 1);
    case 'email':
      return sql`'user' || ${index} || '@example.com'`;
    case 'url':
      return sql`'https://example.com/' || ${hex}`;
    case 'digits': {
      const fit = Math.max(lengths.least, Math.min(lengths.most, String(count).length));
      return sql`pg_catalog.lpad(${index}::text, ${fit}, '0')`;
    }
    case 'upper':
      return sql`'A' || pg_catalog.upper(${hex})`;
    case 'letters':
      return letters(index, count, 97, lengths);
    case 'capitals':
      return letters(index, count, 65, lengths);
    case 'hex':
      return lengths.least > width ? sql`pg_catalog.lpad(${hex}, ${lengths.least}, '0')` : hex;
    case 'phone':
      return sql`'+1' || (2000000000 + ${index})`;
    case 'colour':
      return sql`'#' || pg_catalog.lpad(${hex}, 6, '0')`;
    case 'uuid':
      return sql`pg_catalog.md5(${index}::text)::uuid::text`;
  }
}

/** The number in hexadecimal, so that texts ascend with it, and words up to the length. */
function words(
  index: Expression,
  count: number,
  { least, average, most }: Lengths,
  define: Define,
): Expression {
  const width = hexadecimalWidth(count);
  const hex = hexadecimal(index, count);
  const shortest = Math.max(least, width, Math.ceil(average / 2));
  const longest = Math.max(shortest, Math.min(most, Math.floor(2 * average - shortest)));
  if (longest <= width) return hex;
  const offsets = 499;
  const filler = pg.escapeLiteral(fillerText(longest + offsets));
  const choices = longest - shortest + 1;
  const size =
    choices === 1
      ? sql`${longest - width - 1}`
      : sql`(${shortest - width - 1} + ${index} * 7919 % ${choices})::int`;
  // With nothing between number and words there is no room for a space either.
  if (shortest === width)
    return sql`${hex} || pg_catalog.substr(${filler}, (1 + ${define(index)} * 31 % ${offsets})::int, (${index} * 7919 % ${choices})::int)`;
  return sql`${hex} || ' ' || pg_catalog.substr(${filler}, (1 + ${index} * 31 % ${offsets})::int, ${size})`;
}

function letters(
  index: Expression,
  count: number,
  first: number,
  { least, average, most }: Lengths,
): Expression {
  let needed = 1;
  while (ALPHABET ** needed < count) needed += 1;
  const width = Math.round(Math.max(needed, Math.min(most, Math.max(least, Math.min(average, needed)))));
  const places = Array.from({ length: width }, (_, at) => width - 1 - at);
  return places
    .map(
      (place) =>
        sql`pg_catalog.chr((${first} + ${index} / ${BigInt(ALPHABET) ** BigInt(Math.min(place, 12))} % ${ALPHABET})::int)`,
    )
    .reduce((left, right) => sql`${left} || ${right}`);
}

/** The number in hexadecimal digits, as many for each below `count`. */
export function hexadecimal(index: Expression, count: number): Expression {
  return sql`pg_catalog.lpad(pg_catalog.to_hex(${index}), ${hexadecimalWidth(count)}, '0')`;
}

/** Hexadecimal digits that numbers below `count` take. */
function hexadecimalWidth(count: number): number {
  return Math.max(1, BigInt(Math.max(0, Math.ceil(count) - 1)).toString(16).length);
}
