import { isWord, type Token } from '../token.ts';
import type { PlaceholderStyle, Reading } from './placeholder-style.ts';
import { value } from './readings.ts';

const CALLS: Readonly<Record<string, (name: string) => readonly Reading[]>> = {
  arg: (name) => [value(name)],
  narg: (name) => [value(name)],
  slice: (name) => [{ parts: [{ is: 'list', name }] }, value(name)],
  // sqlc itself writes out the columns of the table.
  embed: (name) => [{ parts: [`${name}.*`] }],
};

/** `sqlc.arg(name)`, `sqlc.narg(name)`, `sqlc.slice(names)` and `sqlc.embed(table)`, the name in quotes or not. */
export const sqlcCall: PlaceholderStyle = ({ tokens }) => {
  return (index) => {
    const [schema, dot, call, open, argument, close] = tokens.slice(index, index + 6);
    if (!isWord(schema, 'sqlc') || !isWord(dot, '.') || !isWord(open, '(') || !isWord(close, ')')) return null;
    const type = call?.text.toLowerCase() ?? '';
    const name = argument && readName(argument);
    const readingsOf = Object.hasOwn(CALLS, type) ? CALLS[type] : undefined;
    return name && readingsOf ? { length: 6, readings: readingsOf(name) } : null;
  };
};

function readName({ kind, text }: Token): string | null {
  if (kind === 'identifier' || kind === 'keyword') return text;
  return kind === 'string' && text.startsWith("'") ? text.slice(1, -1) : null;
}
