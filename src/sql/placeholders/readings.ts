import type { Token } from '../token.ts';
import type { Reading, Slot } from './placeholder-style.ts';

/** A name, or nothing at all, in place of SQL that only the program knows. */
export const FRAGMENT: readonly Reading[] = [
  { parts: [{ is: 'fragment', as: 'name' }] },
  { parts: [{ is: 'fragment', as: 'nothing' }] },
];

/** The same for what is a value wherever the parser takes one. */
export const FRAGMENT_WHERE_STOPPED: readonly Reading[] = FRAGMENT.map((reading) => ({
  ...reading,
  only: 'stopped-at',
}));

/** One value after some text. */
export function value(name: string | null, before = ''): Reading {
  return after(before, { is: 'value', name });
}

/** One slot after some text. */
function after(before: string, slot: Slot): Reading {
  return { parts: before === '' ? [slot] : [before, slot] };
}

/** No placeholder: the text of these tokens as it stands. */
export function asItStands(text: string, tokens: readonly Token[]): Reading {
  return { parts: [text.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0)] };
}

/** The same for what is a placeholder wherever the parser takes one. */
export function asItStandsWhereStopped(text: string, tokens: readonly Token[]): Reading {
  return { ...asItStands(text, tokens), only: 'stopped-near' };
}
