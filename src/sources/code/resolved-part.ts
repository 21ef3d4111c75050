import type { Hole, TemplatePart } from '../../sql/templates/template.ts';

/** A hole that is the name of something in another file. */
export interface ImportedHole extends Hole {
  readonly reference: { readonly name: string; readonly owner: string | null };
}

/** A piece of a string expression whose constants are known, and where it comes from. */
export interface ResolvedPart {
  readonly part: TemplatePart | ImportedHole;
  /** Offset into the file: of its first character, or of the place that a constant was put into. */
  readonly start: number;
  /** Whether the text stands in the file there, line by line. */
  readonly isVerbatim: boolean;
}
