import { isWord } from '../token.ts';
import { isAdjacent, readAdjacentName } from './adjacent.ts';
import { isPercent } from './percent-s.ts';
import type { PlaceholderStyle } from './placeholder-style.ts';
import { asItStandsWhereStopped, FRAGMENT_WHERE_STOPPED, value } from './readings.ts';

/** `%(name)s`, as Python's drivers write it. */
export const percentName: PlaceholderStyle = ({ text, tokens }) => {
  return (index) => {
    const token = tokens[index];
    if (!isPercent(token) || !isWord(tokens[index + 1], '(') || !isAdjacent(tokens, index + 1)) return null;
    const name = readAdjacentName(tokens, index + 2);
    if (name === null || !isWord(tokens[index + 3], ')')) return null;
    if (!/^[sbt]$/.test(readAdjacentName(tokens, index + 4) ?? '')) return null;
    const before = token?.text.slice(0, -1) ?? '';
    const own = asItStandsWhereStopped(text, tokens.slice(index, index + 5));
    const fragments = before === '' ? FRAGMENT_WHERE_STOPPED : [];
    return { length: 5, readings: [value(name, before), own, ...fragments] };
  };
};
