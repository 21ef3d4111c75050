import type { CaseReport, QueryReport } from '../report/report-schema.ts';
import { blocksFigures, isMeasured, tellingCase, timeFigures } from '../report/words/case-figures.ts';
import { caseNotes } from '../report/words/case-notes.ts';
import { type DiffLine, diffText } from '../report/words/diff-line.ts';
import { describeOrigin, describeParameters } from '../report/words/parameters.ts';
import { planTreeLines } from '../report/words/plan-tree-lines.ts';
import { sqlDiffLines, sqlLines } from '../report/words/sql-diff-lines.ts';
import { SEVERITY_ICONS, statusWords } from '../report/words/statuses.ts';
import { showLine } from '../report/words/visible-text.ts';
import { copyButton } from './copy-button.ts';
import { element } from './element.ts';
import { fullPlan } from './full-plan.ts';
import { planTrees } from './plan-trees.ts';
import { timePlot } from './time-plot.ts';

/** Everything about one query. `isCut` says that its plans were left out of the page for its size. */
export function queryDetail(query: QueryReport, isCut: boolean): HTMLElement {
  const { icon, word } = statusWords(query);
  const { file, line } = query.location;
  const heading = element(
    'h2',
    { attributes: { tabindex: '-1' } },
    `${icon} `,
    element('code', {}, showLine(query.name)),
  );
  return element(
    'article',
    {},
    heading,
    element('p', {}, `${word} · `, element('code', {}, `${showLine(file)}:${line}`)),
    query.movedBy.length > 0 &&
      element('p', {}, 'Moved by: ', element('b', {}, query.movedBy.map(showLine).join('; '))),
    query.failure &&
      element('p', { className: 'failure' }, `${query.failure.kind}: ${showLine(query.failure.message)}`),
    ...sql(query),
    isCut &&
      element(
        'p',
        { className: 'dim' },
        'Its cases and plans are left out here for the size of the page; report.json has them.',
      ),
    ...tellingFirst(query).map((item) => caseSection(query, item)),
  );
}

/** The case whose figures the list shows stands first. */
function tellingFirst(query: QueryReport): readonly CaseReport[] {
  const telling = tellingCase(query);
  return telling ? [telling, ...query.cases.filter((item) => item !== telling)] : [];
}

function sql(query: QueryReport): HTMLElement[] {
  const { base, head } = query.sql;
  const changes = sqlDiffLines(query);
  return [
    element('h3', {}, 'SQL'),
    lineBlock(changes.length > 0 ? changes : sqlLines(query)),
    element(
      'p',
      { className: 'buttons' },
      ...(base === null ? [] : [copyButton('Copy base', () => base)]),
      ...(head === null ? [] : [copyButton('Copy head', () => head)]),
    ),
  ];
}

function caseSection(query: QueryReport, item: CaseReport): HTMLElement {
  const { base, head } = item;
  const parameters = describeParameters(item);
  const findings = query.findings.filter((finding) => finding.case === item.name);
  const notes = caseNotes(item, findings);
  return element(
    'section',
    { className: 'case' },
    element('h3', {}, 'Case ', element('code', {}, showLine(item.name))),
    parameters !== '' &&
      element(
        'p',
        {},
        element('code', {}, parameters),
        element('span', { className: 'dim' }, ` ${describeOrigin(item)}`),
      ),
    element('p', {}, `blocks ${blocksFigures(item)}; time ${timeFigures(item)}`),
    findings.length + notes.length > 0 &&
      element(
        'ul',
        { className: 'findings' },
        ...findings.map(({ severity, rule, message }) =>
          element('li', {}, `${SEVERITY_ICONS[severity]} `, element('code', {}, rule), ` ${showLine(message)}`),
        ),
        ...notes.map((note) => element('li', {}, showLine(note))),
      ),
    ...(isMeasured(base) && isMeasured(head)
      ? [element('h4', {}, 'Plans'), planTrees(base.plan, head.plan)]
      : []),
    element(
      'p',
      { className: 'buttons' },
      ...(isMeasured(base) && isMeasured(head)
        ? [copyButton('Copy plan diff', () => planTreeLines(item).map(diffText).join('\n'))]
        : []),
    ),
    timePlot(item),
    isMeasured(base) && fullPlan('base', base.plan),
    isMeasured(head) && fullPlan('head', head.plan),
  );
}

const SIGN_CLASSES = { '-': 'gone', '+': 'come', '!': 'moved', '@': 'mark', ' ': 'kept' } as const;

function lineBlock(lines: readonly DiffLine[]): HTMLElement {
  return element(
    'pre',
    { attributes: { tabindex: '0' } },
    ...lines.map(({ sign, text }) => element('span', { className: SIGN_CLASSES[sign] }, `${sign} ${text}\n`)),
  );
}
