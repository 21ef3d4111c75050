import { isWord } from '../token.ts';
import { findClosingBrace, textBetween } from './braces.ts';
import type { PlaceholderStyle } from './placeholder-style.ts';
import { FRAGMENT_WHERE_STOPPED, value } from './readings.ts';

/** `{name}`, `{0}` and `{}`. PostgreSQL's grammar has no braces. */
export const braceName: PlaceholderStyle = ({ text, tokens }) => {
  return (index) => {
    if (!isWord(tokens[index], '{')) return null;
    const close = findClosingBrace(tokens, index);
    if (close === null) return null;
    const name = textBetween(text, tokens, index, close);
    if (!/^[\w.\u0080-\uffff]*$/.test(name)) return null;
    return {
      length: close - index + 1,
      readings: [value(name === '' ? null : name), ...FRAGMENT_WHERE_STOPPED],
    };
  };
};
