import { isWord, type Token } from '../token.ts';
import type { PlaceholderStyle } from './placeholder-style.ts';

/** `sqlc.arg(name)`, `sqlc.narg(name)`, and the same with the name in quotes. */
export const sqlcCall: PlaceholderStyle = (tokens) => (index) => {
  const [schema, dot, call, open, argument, close] = tokens.slice(index, index + 6);
  if (!isWord(schema, 'sqlc') || !isWord(dot, '.') || !isWord(open, '(') || !isWord(close, ')')) return null;
  if (!isWord(call, 'arg') && !isWord(call, 'narg')) return null;
  const name = argument && readName(argument);
  return name ? { name, length: 6 } : null;
};

function readName({ kind, text }: Token): string | null {
  if (kind === 'identifier' || kind === 'keyword') return text;
  return kind === 'string' && text.startsWith("'") ? text.slice(1, -1) : null;
}
