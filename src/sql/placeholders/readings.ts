import type { Token } from '../token.ts';
import type { Reading, Slot } from './placeholder-style.ts';

/** A name, or nothing at all, in place of SQL that only the program knows. */
export const FRAGMENT: readonly Reading[] = [
  { parts: [{ is: 'fragment', as: 'name' }] },
  { parts: [{ is: 'fragment', as: 'nothing' }] },
];

/** A value; where the parser takes no value, SQL that only the program knows. */
export function valueOrFragment(name: string | null): readonly Reading[] {
  return [value(name), ...FRAGMENT.map((reading) => ({ ...reading, onlyAtError: true }))];
}

/** One value after some text. */
export function value(name: string | null, before = ''): Reading {
  return after(before, { is: 'value', name });
}

/** One slot after some text. */
export function after(before: string, slot: Slot): Reading {
  return { parts: before === '' ? [slot] : [before, slot] };
}

/** No placeholder: the text of these tokens as it stands. */
export function asItStands(text: string, tokens: readonly Token[]): Reading {
  const [first] = tokens;
  return { parts: [text.slice(first?.start ?? 0, tokens.at(-1)?.end ?? 0)] };
}
