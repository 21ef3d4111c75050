import type { Token } from '../token.ts';

/** Whether a token stands directly after the one before it. */
export function isAdjacent(tokens: readonly Token[], index: number): boolean {
  return tokens[index] !== undefined && tokens[index - 1]?.end === tokens[index].start;
}

/** The name that stands directly after the token before `index`; null when a space or anything but a plain name follows. */
export function readAdjacentName(tokens: readonly Token[], index: number): string | null {
  const name = tokens[index];
  if (name === undefined || !isAdjacent(tokens, index)) return null;
  if (name.kind !== 'identifier' && name.kind !== 'keyword') return null;
  // A quoted identifier is no name of a parameter.
  return name.text.endsWith('"') ? null : name.text;
}
