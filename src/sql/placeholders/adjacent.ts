import type { Token } from '../token.ts';

const OPERAND_KINDS: ReadonlySet<Token['kind']> = new Set(['identifier', 'string', 'number', 'parameter']);

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

/** The index after a name of several words, such as `user.id`, that stands directly after the token before `start`. */
export function findNameEnd(tokens: readonly Token[], start: number, joints: readonly string[]): number | null {
  if (readAdjacentName(tokens, start) === null) return null;
  let end = start + 1;
  while (
    joints.includes(tokens[end]?.text ?? '') &&
    isAdjacent(tokens, end) &&
    readAdjacentName(tokens, end + 1) !== null
  ) {
    end += 2;
  }
  return end;
}

/** The number of a parameter that stands directly after the token before `index`: 1 to 99999. */
export function readAdjacentNumber(tokens: readonly Token[], index: number): number | null {
  const token = tokens[index];
  if (token?.kind !== 'number' || !isAdjacent(tokens, index)) return null;
  return /^[1-9]\d{0,4}$/.test(token.text) ? Number(token.text) : null;
}

/** Whether an operand ends before a token, so that an operator follows. A keyword may be a column or not: then false. */
export function followsOperand(tokens: readonly Token[], index: number): boolean {
  const previous = tokens[index - 1];
  if (previous === undefined) return false;
  return OPERAND_KINDS.has(previous.kind) || previous.text === ')' || previous.text === ']';
}
