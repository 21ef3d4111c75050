import { showLine } from '../words/visible-text.ts';

const ZERO_WIDTH_SPACE = '&#8203;';

/**
 * What GitHub links on its own, after markdown is done: mentions, references to issues, addresses. A zero-width space behind the
 * first part keeps them text.
 */
const AUTOLINKED = /[@#]|GH-(?=\d)|:(?=\/\/)|www(?=\.)/giu;

/** Foreign text as markdown text on one line: nothing in it is structure, HTML, a link or a mention. */
export function escapeText(text: string): string {
  // Every ASCII punctuation mark as an entity is never structure (CommonMark 2.5); plain ones of prose stay readable.
  return showLine(text)
    .split(AUTOLINKED_SPLIT)
    .map((part) => (isAutolinked(part) ? `${encode(part)}${ZERO_WIDTH_SPACE}` : encode(part)))
    .join('');
}

const AUTOLINKED_SPLIT = new RegExp(`(${AUTOLINKED.source})`, AUTOLINKED.flags);

function isAutolinked(part: string): boolean {
  return part === '@' || part === '#' || part === ':' || /^(?:gh-|www)$/iu.test(part);
}

function encode(text: string): string {
  return text.replace(/[!"#$&'()*+:;<=>?@[\\\]^_`{|}~-]/gu, (mark) =>
    PLAIN.has(mark) ? mark : `&#${mark.charCodeAt(0)};`,
  );
}

/** Marks that are structure nowhere inside a line. */
const PLAIN: ReadonlySet<string> = new Set(['"', "'", '(', ')', '+', '-', ':', ';', '=', '?']);

/** Foreign text as HTML text on one line, for places that markdown leaves alone (`<summary>`). */
export function escapeHtml(text: string): string {
  return showLine(text)
    .replace(/[&<>"']/gu, (mark) => `&#${mark.charCodeAt(0)};`)
    .replace(AUTOLINKED, (match) => `${match}${ZERO_WIDTH_SPACE}`);
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

/** Longest run of backticks. */
function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/gu) ?? []).map((run) => run.length));
}
