import type { Report } from './report-schema.ts';

/** How a report is to be rendered. */
export interface RenderOptions {
  /** ANSI colours, where the format has any. */
  readonly color?: boolean;
  /** Most bytes of UTF-8 that the text may have, where the format can leave things out; what is left out is counted. */
  readonly limit?: number;
  /** Address of a place in head's files, where there is one. */
  readonly links?: (location: Report['queries'][number]['location']) => string | undefined;
}

/** One format of the report. It is one file and one line in `index.ts`. */
export interface Format<Name extends string = string> {
  /** As `--format` names it. */
  readonly name: Name;
  /** Under `--output`. */
  readonly fileName: string;
  /** Pure; ends in a newline. */
  render(report: Report, options: RenderOptions): string;
  /** The same text in pieces, of formats that grow large: it need not be in memory at once. */
  readonly write?: (report: Report) => Iterable<string>;
}
