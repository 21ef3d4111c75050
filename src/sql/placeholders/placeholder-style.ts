import type { Token } from '../token.ts';

/** A placeholder that a style found. */
interface Placeholder {
  readonly name: string;
  /** How many tokens it takes, from the first on. */
  readonly length: number;
}

/**
 * One way to write a named placeholder: given the tokens of a statement, comments left out, a function that says
 * whether a placeholder starts at an index.
 */
export type PlaceholderStyle = (tokens: readonly Token[]) => (index: number) => Placeholder | null;

/** The name that stands directly after a mark such as `:` or `@`; null when a space or anything but a plain name follows. */
export function readAdjacentName(tokens: readonly Token[], index: number): string | null {
  const mark = tokens[index];
  const name = tokens[index + 1];
  if (mark === undefined || name === undefined || name.start !== mark.end) return null;
  if (name.kind !== 'identifier' && name.kind !== 'keyword') return null;
  // A quoted identifier is no name of a parameter.
  return name.text.endsWith('"') ? null : name.text;
}
