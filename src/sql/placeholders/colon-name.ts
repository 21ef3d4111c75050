import { isWord, type Token } from '../token.ts';
import { type PlaceholderStyle, readAdjacentName } from './placeholder-style.ts';

/** `:name`, as aiosql, yesql and psql write it. Never the colon of an array slice: `a[1:n]`, `a[:n]`. */
export const colonName: PlaceholderStyle = (tokens) => {
  const slices = findSliceColons(tokens);
  return (index) => {
    if (!isWord(tokens[index], ':') || slices.has(index)) return null;
    const name = readAdjacentName(tokens, index);
    return name === null ? null : { name, length: 2 };
  };
};

/** Indexes of the first colon directly inside each subscript; PostgreSQL's grammar has no other use for a lone colon. */
function findSliceColons(tokens: readonly Token[]): ReadonlySet<number> {
  const colons = new Set<number>();
  const open: ('list' | 'subscript' | 'slice')[] = [];
  for (const [index, token] of tokens.entries()) {
    if (isWord(token, '(')) open.push('list');
    else if (isWord(token, '['))
      open.push(isArrayConstructor(tokens, index, open.at(-1)) ? 'list' : 'subscript');
    else if (isWord(token, ')') || isWord(token, ']')) open.pop();
    else if (isWord(token, ':') && open.at(-1) === 'subscript') {
      colons.add(index);
      open[open.length - 1] = 'slice';
    }
  }
  return colons;
}

/** `ARRAY[…]`, and the inner brackets of `ARRAY[[…], […]]`. */
function isArrayConstructor(tokens: readonly Token[], index: number, around: string | undefined): boolean {
  const previous = tokens[index - 1];
  return isWord(previous, 'array') || (around === 'list' && (isWord(previous, '[') || isWord(previous, ',')));
}
