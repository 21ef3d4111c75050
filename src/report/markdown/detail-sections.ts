import { formatNumberOf } from '../../rules/format-figures.ts';
import type { CaseReport, QueryReport, Report } from '../report-schema.ts';
import { caseFigures, tellingFirst } from '../words/case-figures.ts';
import { caseNotes } from '../words/case-notes.ts';
import { diffText } from '../words/diff-line.ts';
import { findingWords, hasAccepted } from '../words/finding-words.ts';
import { loadWords } from '../words/load-words.ts';
import { describeOrigin, describeParameters } from '../words/parameters.ts';
import { planOutline } from '../words/plan-outline.ts';
import { planTreeLines } from '../words/plan-tree-lines.ts';
import { sqlDiffLines, sqlLines } from '../words/sql-diff-lines.ts';
import { isHeldAgainst, SEVERITY_ICONS, statusWords } from '../words/statuses.ts';
import { toldFindings } from '../words/told-findings.ts';
import { showShort } from '../words/visible-text.ts';
import { codeBlock, codeSpan, escapeHtml, escapeText } from './escape-markdown.ts';
import type { Section } from './fit-sections.ts';

/** Folds that are open: enough to see, not enough to scroll. */
const OPEN_FOLDS = 1;

/** Cases of one query that are told in full. */
const SHOWN_CASES = 4;

const SHOWN_CHARACTERS = 400;

const TOLD: ReadonlySet<QueryReport['status']> = new Set(['regressed', 'new', 'plan-changed', 'improved']);

/** One fold for each query that has something to explain, worst first. */
export function detailSections({ queries }: Report): Section[] {
  return queries
    .filter((query) => TOLD.has(query.status) || hasAccepted(query))
    .map((query, index) => {
      const open = isHeldAgainst(query) && index < OPEN_FOLDS;
      const full = [causes(query), cases(query, caseInFull), sql(query)];
      const short = [causes(query), cases(query, caseFindings)];
      return {
        versions: [fold(query, open, full), fold(query, open, short)],
        counted: { one: 'query in detail', many: 'queries in detail' },
      };
    });
}

function fold(query: QueryReport, open: boolean, parts: readonly string[]): string {
  const { icon, word } = statusWords(query);
  const status = hasAccepted(query) ? `${word}, accepted` : word;
  // The case that the table shows.
  const [telling] = tellingFirst(query);
  const own = query.findings.filter((finding) => finding.case === telling?.name);
  const gravest = ['error', 'warning']
    .flatMap((severity) => [own, query.findings].map((found) => found.find((one) => one.severity === severity)))
    .find((finding) => finding !== undefined);
  const found = gravest ? escapeHtml(showShort(gravest.message, SHOWN_CHARACTERS)) : status;
  const what = gravest && query.status === 'new' ? `${word}, ${found}` : found;
  const name = escapeHtml(showShort(query.name, SHOWN_CHARACTERS));
  const body = parts.filter((part) => part !== '').join('\n');
  return `<details${open ? ' open' : ''}><summary>${icon} <b><code>${name}</code></b>: ${what}</summary>\n\n${body}\n</details>\n`;
}

function causes(query: QueryReport): string {
  const moved =
    query.movedBy.length === 0 ? '' : `Moved by: ${query.movedBy.map((cause) => bold(cause)).join(', ')}\n`;
  const load = query.load ? `Load: ${escapeText(loadWords(query))}\n` : '';
  return [moved, load].filter((part) => part !== '').join('\n');
}

function cases(query: QueryReport, render: (query: QueryReport, item: CaseReport) => string): string {
  const shown = tellingFirst(query)
    .slice(0, SHOWN_CASES)
    .map((item) => render(query, item));
  const left = query.cases.length - shown.length;
  return [...shown, ...(left > 0 ? [`… and ${formatNumberOf(left, 'more case')}\n`] : [])].join('\n');
}

function caseFindings(query: QueryReport, item: CaseReport): string {
  const parameters = describeParameters(item);
  const told = toldFindings(query, item);
  const findings = told.map(
    (finding) =>
      `- ${SEVERITY_ICONS[finding.severity]} ${codeSpan(finding.rule)}: ${escapeText(showShort(findingWords(finding), SHOWN_CHARACTERS))}\n`,
  );
  const notes = caseNotes(item, told).map((note) => `- ${escapeText(showShort(note, SHOWN_CHARACTERS))}\n`);
  const lines = [...findings, ...notes];
  const origin = describeOrigin(item);
  const values = `${codeSpan(parameters)}${origin === '' ? '' : `, ${escapeText(origin)}`}`;
  const name = `${bold(item.name)}${parameters === '' ? '' : ` (${values})`}`;
  return `${name}: ${caseFigures(item)}\n${lines.length === 0 ? '' : `\n${lines.join('')}`}`;
}

function caseInFull(query: QueryReport, item: CaseReport): string {
  // Beside a case that is held against the change, the plans of the others are noise.
  const isHeld = ({ name }: CaseReport) =>
    query.findings.some((finding) => finding.case === name && finding.severity !== 'note');
  const isSideShow = query.cases.some(isHeld) && !isHeld(item);
  return `${caseFindings(query, item)}${isSideShow ? '' : plan(query, item)}`;
}

function plan({ status, findings }: QueryReport, item: CaseReport): string {
  const lines = planTreeLines(item).map(diffText);
  if (lines.length > 0) return `\n${codeBlock('diff', lines)}`;
  const outline = status === 'new' ? planOutline(item) : [];
  if (outline.length > 0) return `\n${codeBlock('', outline)}`;
  const isOther = findings.some((finding) => finding.rule === 'plan-changed' && finding.case === item.name);
  return isOther ? '\nThe plan has the same nodes in another order.\n' : '';
}

function sql(query: QueryReport): string {
  const diff = sqlDiffLines(query);
  if (diff.length > 0) return codeBlock('diff', diff.map(diffText));
  const lines = sqlLines(query).map(({ text }) => text);
  return `<details><summary>SQL</summary>\n\n${codeBlock('sql', lines)}\n</details>\n`;
}

/** As HTML: whether `**` is emphasis depends on the characters next to it, and these are not ours. */
function bold(text: string): string {
  return `<b>${escapeText(showShort(text, SHOWN_CHARACTERS))}</b>`;
}
