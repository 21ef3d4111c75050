import type { RenderOptions } from '../format.ts';
import type { QueryReport, Report } from '../report-schema.ts';
import { blocksFigures, tellingCase, timeFigures } from '../words/case-figures.ts';
import { statusWords } from '../words/statuses.ts';
import { showShort } from '../words/visible-text.ts';
import { codeSpan, escapeText } from './escape-markdown.ts';
import type { Section } from './fit-sections.ts';

/** Statuses that a reviewer looks at. */
const SHOWN: ReadonlySet<QueryReport['status']> = new Set([
  'regressed',
  'inconclusive',
  'new',
  'plan-changed',
  'improved',
]);

/** Most rows; a longer table is not read. */
const SHOWN_ROWS = 25;
const FEW_ROWS = 5;

/** Longest name, path and cause in a cell. */
const SHOWN_CHARACTERS = 120;

/** The table of what matters, worst first; nothing when every query is as it was. */
export function overviewTable({ queries }: Report, links: RenderOptions['links']): Section[] {
  const shown = queries.filter(({ status }) => SHOWN.has(status));
  if (shown.length === 0) return [];
  const table = (count: number) =>
    `${[...HEADER, ...shown.slice(0, count).map((query) => row(query, links))].join('\n')}\n${more(shown.length - count)}`;
  return [{ versions: [SHOWN_ROWS, FEW_ROWS, 1].map(table) }];
}

const HEADER = ['| | Query | Blocks | Time | Moved by |', '|---|---|---|---|---|'];

function more(count: number): string {
  return count > 0 ? `\n… and ${count} more\n` : '';
}

function row(query: QueryReport, links: RenderOptions['links']): string {
  const { icon, word } = statusWords(query);
  const { file, line } = query.location;
  const item = tellingCase(query);
  const place = codeSpan(`${showShort(file, SHOWN_CHARACTERS)}:${line}`);
  const url = links?.(query.location);
  const cells = [
    `${icon} ${word}`,
    `**${codeSpan(showShort(query.name, SHOWN_CHARACTERS))}**<br>${url === undefined ? place : `[${place}](${escapeUrl(url)})`}`,
    item ? blocksFigures(item) : '–',
    item ? timeFigures(item) : '–',
    cause(query),
  ];
  return `| ${cells.join(' | ')} |`;
}

function cause({ status, failure, movedBy, because }: QueryReport): string {
  if (status === 'inconclusive' && failure)
    return escapeText(`${failure.kind}: ${showShort(failure.message, SHOWN_CHARACTERS)}`);
  const causes = movedBy.length > 0 ? movedBy : because;
  return causes.length === 0 ? '–' : escapeText(showShort(causes.join('; '), SHOWN_CHARACTERS));
}

/** A URL that can't end the link it stands in. */
function escapeUrl(url: string): string {
  return url.replace(/[\s()<>|\\]/gu, (character) =>
    encodeURIComponent(character).replace('(', '%28').replace(')', '%29'),
  );
}
