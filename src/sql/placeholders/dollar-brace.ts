import { isWord } from '../token.ts';
import { isAdjacent } from './adjacent.ts';
import { findClosingBrace } from './braces.ts';
import type { PlaceholderStyle } from './placeholder-style.ts';
import { FRAGMENT } from './readings.ts';

/** `${name}`, as MyBatis, Flyway and shells write text that is pasted in: never a value. */
export const dollarBrace: PlaceholderStyle = ({ tokens }) => {
  return (index) => {
    if (!isWord(tokens[index], '$') || !isWord(tokens[index + 1], '{') || !isAdjacent(tokens, index + 1))
      return null;
    const close = findClosingBrace(tokens, index + 1);
    return close === null ? null : { length: close - index + 1, readings: FRAGMENT };
  };
};
