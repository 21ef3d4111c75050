import { showLine } from '../words/visible-text.ts';

/**
 * What GitHub links on its own, after markdown is done: mentions, references to issues, addresses. A zero-width space behind the
 * first part keeps them text.
 */
const AUTOLINKED = /([@#]|GH-(?=\d)|:(?=\/\/)|www(?=\.))/giu;
const ZERO_WIDTH_SPACE = '&#8203;';

/** Marks that may be structure inside a line (CommonMark 2.4), and `$`, which is mathematics on GitHub. Not `_` within a word. */
const STRUCTURE = /[!#$&*<>@[\\\]^`{|}~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/** Foreign text as markdown text on one line: nothing in it is structure, HTML, a link or a mention. */
export function escapeText(text: string): string {
  return escapeParts(showLine(text), STRUCTURE);
}

/** Foreign text as HTML text on one line, for places that markdown leaves alone (`<summary>`). */
export function escapeHtml(text: string): string {
  return escapeParts(showLine(text), /[&<>"'@#]/gu);
}

/** Foreign text as code on one line, safe in a table's cell too. Mentions and references are not linked within code. */
export function codeSpan(text: string): string {
  const line = showLine(text);
  // A table splits cells at a bar before it looks for code.
  if (line.includes('|') || line.trim() === '') return `<code>${escapeText(line)}</code>`;
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad =
    line.startsWith('`') || line.endsWith('`') || (line.startsWith(' ') && line.endsWith(' ')) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Lines as a fenced block that nothing in them can close. */
export function codeBlock(language: string, lines: readonly string[]): string {
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return `${fence}${language}\n${lines.join('\n')}\n${fence}\n`;
}

/** Splitting by a pattern with one group gives plain text and matches by turns. */
function escapeParts(line: string, marks: RegExp): string {
  return line
    .split(AUTOLINKED)
    .map((part, index) => `${encode(part, marks)}${index % 2 === 1 ? ZERO_WIDTH_SPACE : ''}`)
    .join('');
}

function encode(text: string, marks: RegExp): string {
  return text.replace(marks, (mark) => `&#${mark.charCodeAt(0)};`);
}

/** Longest run of backticks. */
function longestRun(text: string): number {
  return (text.match(/`+/gu) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
