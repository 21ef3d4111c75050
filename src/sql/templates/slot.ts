import type { HoleNature } from './template.ts';

/**
 * Where a hole stands. `code`: by itself. `number`: after a `$` of the text, so it counts a parameter. `name`: in a name
 * or beside its dot. `literal`: in a quoted string, which becomes one parameter as a whole. `text`: in a dollar-quoted
 * string, whose text nobody knows then.
 */
export type HolePlace = 'code' | 'number' | 'name' | 'literal' | 'text';

/** One or more holes that are written as one thing. */
export interface Slot {
  readonly place: HolePlace;
  readonly nature: HoleNature;
  /** The type of a literal that is written `interval '…'`; a parameter has to be cast to it. */
  readonly cast: string | null;
  /** As the program has it, for a reader. */
  readonly source: string;
}

/** A statement in pieces: text that is sent as it is, and slots. */
export type StatementPiece = string | Slot;
