import type { Token } from '../token.ts';
import { readAdjacentName } from './adjacent.ts';
import type { PlaceholderStyle } from './placeholder-style.ts';
import { asItStandsWhereStopped, FRAGMENT_WHERE_STOPPED, value } from './readings.ts';

/** `%s`, and psycopg's `%b` and `%t`. A column of that name after a modulo sign without a space is never meant. */
export const percentS: PlaceholderStyle = ({ text, tokens }) => {
  return (index) => {
    const token = tokens[index];
    if (!isPercent(token) || !/^[sbt]$/.test(readAdjacentName(tokens, index + 1) ?? '')) return null;
    const before = token?.text.slice(0, -1) ?? '';
    const own = asItStandsWhereStopped(text, tokens.slice(index, index + 2));
    const fragments = before === '' ? FRAGMENT_WHERE_STOPPED : [];
    return { length: 2, readings: [value(null, before), own, ...fragments] };
  };
};

/** An operator that ends in one percent sign; two are a percent sign that is written. */
export function isPercent(token: Token | undefined): boolean {
  if (token?.kind !== 'operator' && token?.kind !== 'symbol') return false;
  return token.text.endsWith('%') && !token.text.endsWith('%%');
}
