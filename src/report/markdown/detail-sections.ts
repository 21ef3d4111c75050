import type { CaseReport, QueryReport, Report } from '../report-schema.ts';
import { blocksFigures, timeFigures } from '../words/case-figures.ts';
import type { DiffLine } from '../words/diff-line.ts';
import { describeParameters } from '../words/parameters.ts';
import { planDiffLines } from '../words/plan-diff-lines.ts';
import { sqlDiffLines, sqlLines } from '../words/sql-diff-lines.ts';
import { SEVERITY_ICONS, statusWords } from '../words/statuses.ts';
import { showShort } from '../words/visible-text.ts';
import { codeBlock, codeSpan, escapeHtml, escapeText } from './escape-markdown.ts';
import type { Section } from './fit-sections.ts';

/** Folds that are open: enough to see, not enough to scroll. */
const OPEN_FOLDS = 1;

/** Cases of one query that are told in full. */
const SHOWN_CASES = 4;

const SHOWN_CHARACTERS = 400;

/** One fold for each query that has something to explain, worst first. */
export function detailSections({ queries }: Report): Section[] {
  const told = queries.filter(
    ({ status }) => status === 'regressed' || status === 'plan-changed' || status === 'improved',
  );
  return told.map((query, index) => {
    const open = query.status === 'regressed' && index < OPEN_FOLDS;
    return {
      versions: [
        fold(query, open, [findings(query), causes(query), cases(query), sql(query)]),
        fold(query, open, [findings(query), causes(query)]),
      ],
      counted: { one: 'query in detail', many: 'queries in detail' },
    };
  });
}

function fold(query: QueryReport, open: boolean, parts: readonly string[]): string {
  const { icon, word } = statusWords(query);
  const gravest =
    query.status === 'regressed' ? query.findings.find(({ severity }) => severity !== 'note') : undefined;
  const what = gravest ? escapeHtml(showShort(gravest.message, SHOWN_CHARACTERS)) : word;
  const body = parts.filter((part) => part !== '').join('\n');
  return `<details${open ? ' open' : ''}><summary>${icon} <b><code>${escapeHtml(showShort(query.name, SHOWN_CHARACTERS))}</code></b>: ${what}</summary>\n\n${body}\n</details>\n`;
}

function findings({ findings: found, cases: all }: QueryReport): string {
  const lines = found.map(({ severity, rule, message, case: name }) => {
    const where = all.length > 1 ? ` in ${codeSpan(showShort(name, SHOWN_CHARACTERS))}` : '';
    return `- ${SEVERITY_ICONS[severity]} ${severity} ${codeSpan(rule)}${where}: ${escapeText(showShort(message, SHOWN_CHARACTERS))}\n`;
  });
  return lines.join('');
}

function causes({ movedBy }: QueryReport): string {
  if (movedBy.length === 0) return '';
  return `Moved by: ${movedBy.map((cause) => `**${escapeText(showShort(cause, SHOWN_CHARACTERS))}**`).join(', ')}\n`;
}

function cases({ cases: all }: QueryReport): string {
  const shown = all.slice(0, SHOWN_CASES).map(caseText);
  const left = all.length - shown.length;
  return [...shown, ...(left > 0 ? [`… and ${left} more cases\n`] : [])].join('\n');
}

function caseText(item: CaseReport): string {
  const parameters = describeParameters(item);
  const name = `**${escapeText(item.name)}**${parameters === '' ? '' : ` (${codeSpan(parameters)})`}`;
  const lines = planDiffLines(item);
  const plan = lines.length === 0 ? '' : `\n${codeBlock('diff', lines.map(diffText))}`;
  return `${name}: blocks ${blocksFigures(item)}, time ${timeFigures(item)}\n${plan}`;
}

function sql(query: QueryReport): string {
  const diff = sqlDiffLines(query);
  if (diff.length > 0) return `SQL:\n\n${codeBlock('diff', diff.map(diffText))}`;
  return `<details><summary>SQL</summary>\n\n${codeBlock(
    'sql',
    sqlLines(query).map(({ text }) => text),
  )}\n</details>\n`;
}

function diffText({ sign, text }: DiffLine): string {
  return sign === '@' ? `@@ ${text} @@` : `${sign} ${text}`.trimEnd();
}
