import type { Format } from './format.ts';
import { REPORT_FILE } from './read-report.ts';
import { renderJson } from './render-json.ts';
import { renderMarkdown } from './render-markdown.ts';
import { renderText } from './render-text.ts';

/** Every format. `--format` and `--output` follow from this list. */
export const formats = [
  { name: 'text', fileName: 'report.txt', render: renderText },
  { name: 'markdown', fileName: 'report.md', render: renderMarkdown },
  { name: 'json', fileName: REPORT_FILE, render: renderJson },
] as const satisfies readonly Format[];

/** Name of a format that exists. */
export type FormatName = (typeof formats)[number]['name'];
