/** A line of a diff: gone, come, kept, or a heading. Text is on one line and safe to print. */
export interface DiffLine {
  readonly sign: '-' | '+' | ' ' | '@';
  readonly text: string;
}
