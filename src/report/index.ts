import type { Format } from './format.ts';
import { REPORT_FILE } from './read-report.ts';
import { renderGitlab } from './render-gitlab.ts';
import { renderHtml, writeHtml } from './render-html.ts';
import { renderJson, writeJson } from './render-json.ts';
import { renderJunit } from './render-junit.ts';
import { renderMarkdown } from './render-markdown.ts';
import { renderSarif } from './render-sarif.ts';
import { renderText } from './render-text.ts';

/** Every format. `--format` and `--output` follow from this list. */
export const formats = [
  { name: 'text', fileName: 'report.txt', render: renderText },
  { name: 'markdown', fileName: 'report.md', render: renderMarkdown },
  { name: 'json', fileName: REPORT_FILE, render: renderJson, write: writeJson },
  { name: 'html', fileName: 'report.html', render: renderHtml, write: writeHtml },
  { name: 'sarif', fileName: 'report.sarif', render: renderSarif },
  { name: 'junit', fileName: 'report.junit.xml', render: renderJunit },
  { name: 'gitlab', fileName: 'report.gitlab.json', render: renderGitlab },
] as const satisfies readonly Format[];

/** Name of a format that exists. */
export type FormatName = (typeof formats)[number]['name'];
