import { isWord, type Token } from '../token.ts';

/**
 * Indexes of the colons of array slices, `a[1:n]` and `a[:n]`: the first one directly inside each subscript. A placeholder
 * would parse at some of these places too.
 */
export function findSliceColons(tokens: readonly Token[]): ReadonlySet<number> {
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
