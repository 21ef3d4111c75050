import type { Hole, TemplatePart } from '../../sql/templates/template.ts';

/** A name that this file does not declare as a constant; another file may. */
export interface ImportedReference {
  readonly name: string;
  readonly owner: string | null;
  /** What stands between its items when it is a list; null when it is a text. */
  readonly separator: string | null;
}

/** A hole that is the name of something in another file. */
export interface ImportedHole extends Hole {
  readonly reference: ImportedReference;
}

/** A piece of a string expression whose constants are known, and where it comes from. */
export interface ResolvedPart {
  readonly part: TemplatePart | ImportedHole;
  /** Offset into the file: of its first character, or of the place that a constant was put into. */
  readonly start: number;
  /** Whether the text stands in the file there, line by line. */
  readonly isVerbatim: boolean;
}
