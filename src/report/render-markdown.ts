import type { RenderOptions } from './format.ts';
import { closingSections } from './markdown/closing-sections.ts';
import { detailSections } from './markdown/detail-sections.ts';
import { escapeText } from './markdown/escape-markdown.ts';
import { fitSections, type Section } from './markdown/fit-sections.ts';
import { notMeasured } from './markdown/not-measured.ts';
import { overviewTable } from './markdown/overview-table.ts';
import type { Report } from './report-schema.ts';
import { headline } from './words/headline.ts';
import { VERDICT_ICONS } from './words/statuses.ts';
import { showShort } from './words/visible-text.ts';

/** Bytes that a comment may have without asking: GitHub's own limit is 65,536 characters, and the tag needs room. */
const DEFAULT_LIMIT = 60_000;

/**
 * The report as a pull request's comment: one sentence, a table of what matters, a fold for each regression, the rest folded away.
 * At most `limit` bytes of UTF-8; what does not fit is counted. Everything from the repository or the database is escaped.
 */
export function renderMarkdown(report: Report, { limit = DEFAULT_LIMIT, links }: RenderOptions = {}): string {
  const { sentence, rest } = headline(report);
  const opening = `### ${VERDICT_ICONS[report.verdict]} explain-gate\n\n**${sentence}**${rest === '' ? '' : ` ${rest}`}\n`;
  return fitSections(
    [
      { versions: [opening] },
      ...warnings(report),
      ...overviewTable(report, links),
      ...notMeasured(report, links),
      ...detailSections(report),
      ...closingSections(report),
    ],
    limit,
  );
}

/** Most warnings, and longest one. */
const SHOWN_WARNINGS = { entries: 5, characters: 300 } as const;

function warnings({ warnings: all = [] }: Report): Section[] {
  if (all.length === 0) return [];
  const shown = all
    .slice(0, SHOWN_WARNINGS.entries)
    .map((warning) => escapeText(showShort(warning, SHOWN_WARNINGS.characters)));
  const left = all.length - shown.length;
  const lines = [...shown, ...(left > 0 ? [`and ${left} more in report.json`] : [])];
  return [{ versions: [`${lines.map((line) => `> ⚠️ ${line}`).join('\n>\n')}\n`] }];
}
