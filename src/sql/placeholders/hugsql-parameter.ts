import { isWord } from '../token.ts';
import { findNameEnd, isAdjacent, readAdjacentName } from './adjacent.ts';
import type { PlaceholderStyle, Reading } from './placeholder-style.ts';
import { FRAGMENT, value } from './readings.ts';

const ROW = (name: string): readonly Reading[] => [{ parts: [{ is: 'row', name, fields: null }] }, ...FRAGMENT];
const LIST = (name: string): readonly Reading[] => [{ parts: [{ is: 'list', name }] }, value(name)];

/** HugSQL's parameter types, with `*` where there are many. */
const TYPES: Readonly<Record<string, (name: string) => readonly Reading[]>> = {
  v: (name) => [value(name)],
  value: (name) => [value(name)],
  'v*': LIST,
  'value*': LIST,
  l: LIST,
  list: LIST,
  t: ROW,
  tuple: ROW,
  't*': ROW,
  'tuple*': ROW,
  i: () => FRAGMENT,
  identifier: () => FRAGMENT,
  'i*': () => FRAGMENT,
  'identifier*': () => FRAGMENT,
  sql: () => FRAGMENT,
  snip: () => FRAGMENT,
  snippet: () => FRAGMENT,
  'snip*': () => FRAGMENT,
  'snippet*': () => FRAGMENT,
};

/** `:v:name`, `:v*:names`, `:t*:people`, `:i:column`, `:sql:condition`, `:snip:part` and their long forms: HugSQL. */
export const hugsqlParameter: PlaceholderStyle = ({ text, tokens }) => {
  return (index) => {
    if (!isWord(tokens[index], ':')) return null;
    const type = readAdjacentName(tokens, index + 1);
    if (type === null) return null;
    const many = isWord(tokens[index + 2], '*') && isAdjacent(tokens, index + 2);
    const second = index + (many ? 3 : 2);
    if (!isWord(tokens[second], ':') || !isAdjacent(tokens, second)) return null;
    const readingsOf = Object.hasOwn(TYPES, `${type}${many ? '*' : ''}`)
      ? TYPES[`${type}${many ? '*' : ''}`]
      : undefined;
    const end = findNameEnd(tokens, second + 1, ['.', '-']);
    if (readingsOf === undefined || end === null) return null;
    const name = text.slice(tokens[second + 1]?.start, tokens[end - 1]?.end);
    return { length: end - index, readings: readingsOf(name) };
  };
};
