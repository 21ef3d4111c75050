import type { RenderOptions } from '../format.ts';
import type { QueryReport, Report } from '../report-schema.ts';
import { blocksFigures, tellingCase, timeFigures } from '../words/case-figures.ts';
import { hasAccepted } from '../words/finding-words.ts';
import { statusWords } from '../words/statuses.ts';
import { showShort } from '../words/visible-text.ts';
import { codeSpan, escapeText } from './escape-markdown.ts';
import type { Section } from './fit-sections.ts';
import { linkPlace } from './link-place.ts';

/** Statuses of measured queries that a reviewer looks at. */
const SHOWN: ReadonlySet<QueryReport['status']> = new Set(['regressed', 'new', 'plan-changed', 'improved']);

/** Most rows, of the full table and of shorter ones; a longer table is not read. */
const SHOWN_ROWS = [25, 5, 1] as const;

/** Longest name, path and cause in a cell. */
const SHOWN_CHARACTERS = 120;

/** The table of what matters, worst first; nothing when every query is as it was. */
export function overviewTable({ queries }: Report, links: RenderOptions['links']): Section[] {
  const shown = queries.filter((query) => SHOWN.has(query.status) || hasAccepted(query));
  if (shown.length === 0) return [];
  const table = (count: number) => {
    const left = shown.length - count;
    const rows = shown.slice(0, count).map((query) => row(query, links));
    return `${[...HEADER, ...rows].join('\n')}\n${left > 0 ? `\n… and ${left} more\n` : ''}`;
  };
  return [{ versions: SHOWN_ROWS.map(table) }];
}

const HEADER = ['| | Query | Blocks | Time | Moved by |', '|---|---|---|---|---|'];

function row(query: QueryReport, links: RenderOptions['links']): string {
  const { icon, word } = statusWords(query);
  const item = tellingCase(query);
  const cells = [
    `${icon} ${word}${hasAccepted(query) ? ', accepted' : ''}`,
    `<b>${codeSpan(showShort(query.name, SHOWN_CHARACTERS))}</b><br>${linkPlace(query.location, links)}`,
    item ? blocksFigures(item) : '–',
    item ? timeFigures(item) : '–',
    cause(query),
  ];
  return `| ${cells.join(' | ')} |`;
}

function cause({ status, movedBy, because }: QueryReport): string {
  const causes = movedBy.length > 0 || status === 'new' ? movedBy : because;
  return causes.length === 0 ? '–' : escapeText(showShort(causes.join('; '), SHOWN_CHARACTERS));
}
