/** A line of a diff: gone, come, changed in place, kept, or a heading. Text is on one line and safe to print. */
export interface DiffLine {
  readonly sign: '-' | '+' | '!' | ' ' | '@';
  readonly text: string;
}
