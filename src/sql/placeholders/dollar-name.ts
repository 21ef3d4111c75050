import { isWord, type Token } from '../token.ts';
import { isAdjacent, readAdjacentName } from './adjacent.ts';
import type { PlaceholderStyle } from './placeholder-style.ts';
import { FRAGMENT_WHERE_STOPPED, value } from './readings.ts';

/** `$name` and `$name!`, and pgtyped's pick of fields, `$user(name, age)`. `$1` is PostgreSQL's own. */
export const dollarName: PlaceholderStyle = ({ tokens }) => {
  return (index) => {
    if (!isWord(tokens[index], '$')) return null;
    const name = readAdjacentName(tokens, index + 1);
    if (name === null) return null;
    const fields =
      isWord(tokens[index + 2], '(') && isAdjacent(tokens, index + 2) ? readFields(tokens, index + 2) : null;
    if (fields !== null) {
      return { length: fields.end - index, readings: [{ parts: [{ is: 'row', name, fields: fields.names }] }] };
    }
    const mark = tokens[index + 2]?.text === '!' && isAdjacent(tokens, index + 2) ? 1 : 0;
    return { length: 2 + mark, readings: [value(name), ...FRAGMENT_WHERE_STOPPED] };
  };
};

/** The names in parentheses, each with or without `!`; null when anything else is in them. */
function readFields(
  tokens: readonly Token[],
  open: number,
): { readonly names: string[]; readonly end: number } | null {
  const names: string[] = [];
  for (let index = open + 1; ; ) {
    const name = tokens[index];
    if (name?.kind !== 'identifier' && name?.kind !== 'keyword') return null;
    names.push(name.text);
    index += tokens[index + 1]?.text === '!' ? 2 : 1;
    if (isWord(tokens[index], ')')) return { names, end: index + 1 };
    if (!isWord(tokens[index], ',')) return null;
    index++;
  }
}
