import { isWord } from '../token.ts';
import { isAdjacent } from './adjacent.ts';
import type { PlaceholderStyle } from './placeholder-style.ts';
import { asItStandsWhereStopped, FRAGMENT, value } from './readings.ts';
import { findSliceColons } from './slice-colons.ts';

/** `:'name'` and `:"name"`: psql's variables as a value and as a name. */
export const psqlVariable: PlaceholderStyle = ({ text, tokens }) => {
  const slices = findSliceColons(tokens);
  return (index) => {
    const quoted = tokens[index + 1];
    if (!isWord(tokens[index], ':') || slices.has(index) || !quoted || !isAdjacent(tokens, index + 1))
      return null;
    const own = asItStandsWhereStopped(text, tokens.slice(index, index + 2));
    const name = /^(?<quote>['"])(?<name>\w+)\k<quote>$/.exec(quoted.text)?.groups?.name;
    if (name === undefined) return null;
    return { length: 2, readings: quoted.kind === 'string' ? [value(name), own] : [...FRAGMENT, own] };
  };
};
