import { formatCount } from '../rules/format-figures.ts';
import { STATUSES } from '../rules/status.ts';
import type { RenderOptions } from './format.ts';
import type { CaseReport, QueryReport, Report } from './report-schema.ts';
import { paint, type Style } from './words/ansi.ts';
import { caseFigures } from './words/case-figures.ts';
import { caseNotes } from './words/case-notes.ts';
import { type DiffLine, SIGN_STYLES } from './words/diff-line.ts';
import { environmentLines } from './words/environment-lines.ts';
import { findingWords, hasAccepted } from './words/finding-words.ts';
import { headline } from './words/headline.ts';
import { loadWords } from './words/load-words.ts';
import { describeParameters } from './words/parameters.ts';
import { planOutline } from './words/plan-outline.ts';
import { planTreeLines } from './words/plan-tree-lines.ts';
import { sqlDiffLines } from './words/sql-diff-lines.ts';
import { statusWords } from './words/statuses.ts';
import { toldFindings } from './words/told-findings.ts';
import { showLine } from './words/visible-text.ts';
import { waiverLines } from './words/waiver-lines.ts';

/** Statuses that are told query by query; the others are listed by name. */
const TOLD: ReadonlySet<QueryReport['status']> = new Set([
  'regressed',
  'inconclusive',
  'new',
  'plan-changed',
  'improved',
]);

type Painter = (style: Style, text: string) => string;

/** The report for a terminal. Foreign text holds no control characters; colours only when asked for. */
export function renderText(report: Report, { color = false }: RenderOptions = {}): string {
  const style: Painter = (name, text) => (color ? paint(name, text) : text);
  const { sentence, rest } = headline(report);
  const verdictStyle = ({ pass: 'green', warn: 'yellow', fail: 'red' } as const)[report.verdict];
  const told = report.queries.filter((query) => TOLD.has(query.status) || hasAccepted(query));
  return [
    `${style(verdictStyle, report.verdict.toUpperCase())}  ${style('bold', sentence)}${rest === '' ? '' : ` ${rest}`}`,
    ...(report.warnings ?? []).map((warning) => `${style('yellow', 'warning')}  ${showLine(warning)}`),
    ...told.flatMap((query) => ['', ...queryLines(query, style)]),
    ...quietLines(report, style),
    ...notReadLines(report, style),
    ...prefixed(waiverLines(report), style('dim', 'ACCEPTED')),
    '',
    ...environmentLines(report).map((line) => style('dim', line)),
    '',
  ].join('\n');
}

function queryLines(query: QueryReport, style: Painter): string[] {
  const { word } = statusWords(query);
  const { file, line } = query.location;
  return [
    `${style(statusStyle(query), word.toUpperCase())}  ${style('bold', showLine(query.name))}  ${showLine(file)}:${line}`,
    ...(query.failure ? [`  ${query.failure.kind}: ${showLine(query.failure.message)}`] : []),
    ...(query.movedBy.length > 0 ? [`  moved by: ${query.movedBy.map(showLine).join('; ')}`] : []),
    ...(query.load ? [`  load: ${loadWords(query)}`] : []),
    ...query.cases.flatMap((item) => caseLines(query, item, style)),
    ...indent(sqlDiffLines(query), style),
  ];
}

function caseLines(query: QueryReport, item: CaseReport, style: Painter): string[] {
  const parameters = describeParameters(item);
  const name = `${showLine(item.name)}${parameters === '' ? '' : ` (${parameters})`}`;
  const outline = query.status === 'new' ? planOutline(item).map((line) => `    ${line}`) : [];
  const told = toldFindings(query, item);
  return [
    `  ${name}: ${caseFigures(item)}`,
    ...told.map(
      (finding) =>
        `    ${style(SEVERITY_STYLES[finding.severity], finding.severity)} ${finding.rule}: ${showLine(findingWords(finding))}`,
    ),
    ...caseNotes(item, told).map((note) => `    ${note}`),
    ...indent(planTreeLines(item), style),
    ...outline,
  ];
}

const SEVERITY_STYLES = { error: 'red', warning: 'yellow', note: 'dim' } as const;

function indent(lines: readonly DiffLine[], style: Painter): string[] {
  return lines.map(({ sign, text }) => {
    const name = SIGN_STYLES[sign];
    const line = `${sign} ${text}`.trimEnd();
    return `    ${name === null ? line : style(name, line)}`;
  });
}

function statusStyle({ status, findings }: QueryReport): Style {
  if (status === 'regressed') return findings.some(({ severity }) => severity === 'error') ? 'red' : 'yellow';
  if (status === 'inconclusive') return 'yellow';
  return status === 'improved' ? 'green' : 'cyan';
}

/** Most names of one status. */
const SHOWN_NAMES = 20;

function quietLines({ queries }: Report, style: Painter): string[] {
  return STATUSES.filter((status) => !TOLD.has(status)).flatMap((status) => {
    const names = queries
      .filter((query) => query.status === status && !hasAccepted(query))
      .map(({ name }) => showLine(name));
    if (names.length === 0) return [];
    const left = names.length - SHOWN_NAMES;
    const more = left > 0 ? ` and ${formatCount(left)} more` : '';
    return ['', `${style('dim', status.toUpperCase())}  ${names.slice(0, SHOWN_NAMES).join(', ')}${more}`];
  });
}

function prefixed(lines: readonly string[], prefix: string): string[] {
  return lines.length === 0 ? [] : ['', ...lines.map((line) => `${prefix}  ${line}`)];
}

function notReadLines({ notChecked = [] }: Report, style: Painter): string[] {
  if (notChecked.length === 0) return [];
  return [
    '',
    ...notChecked.map(
      ({ file, reason }) => `${style('yellow', 'NOT CHECKED')}  ${showLine(file)}: ${showLine(reason)}`,
    ),
  ];
}
