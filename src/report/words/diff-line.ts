import type { Style } from './ansi.ts';

/** A line of a diff: gone, come, changed in place, kept, or a heading. Text is on one line and safe to print. */
export interface DiffLine {
  readonly sign: '-' | '+' | '!' | ' ' | '@';
  readonly text: string;
}

/** The colour of a line on a terminal; null is none. */
export const SIGN_STYLES: Readonly<Record<DiffLine['sign'], Style | null>> = {
  '-': 'red',
  '+': 'green',
  '!': 'yellow',
  '@': 'cyan',
  ' ': null,
};

/** The line within a fenced block of the language `diff`. */
export function diffText({ sign, text }: DiffLine): string {
  return sign === '@' ? `@@ ${text} @@` : `${sign} ${text}`.trimEnd();
}
