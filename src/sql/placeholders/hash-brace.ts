import { isWord } from '../token.ts';
import { isAdjacent } from './adjacent.ts';
import { findClosingBrace, textBetween } from './braces.ts';
import type { PlaceholderStyle } from './placeholder-style.ts';
import { FRAGMENT_WHERE_STOPPED, value } from './readings.ts';

/** `#{name}` and `#{name, jdbcType=VARCHAR}`, as MyBatis writes it, and Spring's `:#{#name}`. */
export const hashBrace: PlaceholderStyle = ({ text, tokens }) => {
  return (index) => {
    const isSpring =
      isWord(tokens[index], ':') && tokens[index + 1]?.text === '#' && isAdjacent(tokens, index + 1);
    const mark = isSpring ? index + 1 : index;
    const token = tokens[mark];
    if (token?.kind !== 'operator' || !token.text.endsWith('#')) return null;
    if (!isWord(tokens[mark + 1], '{') || !isAdjacent(tokens, mark + 1)) return null;
    const close = findClosingBrace(tokens, mark + 1);
    if (close === null) return null;
    const [name = ''] = textBetween(text, tokens, mark + 1, close)
      .replace(/^#/, '')
      .split(/[,:]/);
    const before = token.text.slice(0, -1);
    const fragments = before === '' ? FRAGMENT_WHERE_STOPPED : [];
    return { length: close - index + 1, readings: [value(name.trim() || null, before), ...fragments] };
  };
};
