import type { Report } from '../report/report-schema.ts';
import { environmentLines } from '../report/words/environment-lines.ts';
import { headline } from '../report/words/headline.ts';
import { VERDICT_ICONS } from '../report/words/statuses.ts';
import { showLine } from '../report/words/visible-text.ts';
import { waiverLines } from '../report/words/waiver-lines.ts';
import { element } from './element.ts';
import { queryDetail } from './query-detail.ts';
import { queryList } from './query-list.ts';

/** What `render-html.ts` puts into the page. */
export interface PageData {
  readonly report: Report;
  /** Ids of queries whose cases were left out for the size of the page. */
  readonly cut: readonly string[];
}

const data = JSON.parse(document.getElementById('report')?.textContent ?? 'null') as PageData;
const { report } = data;
const { sentence, rest } = headline(report);
const cut = new Set(data.cut);
const detail = element('main', {}, element('p', { className: 'dim' }, 'No query was checked.'));
const list = queryList(report.queries, (query) => show(query, true));

function show(query: Report['queries'][number], focus: boolean): void {
  const view = queryDetail(query, cut.has(query.id));
  detail.replaceChildren(view);
  list.mark(query.id);
  // On a narrow screen the detail stands below the list: the focus takes the reader there.
  if (focus) view.querySelector('h2')?.focus();
}

document.body.append(
  element(
    'header',
    { className: report.verdict },
    element('h1', {}, `${VERDICT_ICONS[report.verdict]} explain-gate`),
    element('p', {}, element('b', {}, sentence), rest === '' ? '' : ` ${rest}`),
    ...(report.warnings ?? []).map((warning) =>
      element('p', { className: 'warning' }, `⚠️ ${showLine(warning)}`),
    ),
    ...((report.notChecked ?? []).length > 0
      ? [
          element(
            'details',
            {},
            element('summary', {}, 'Not checked'),
            element(
              'ul',
              {},
              ...(report.notChecked ?? [])
                .slice(0, 200)
                .map(({ file, reason }) =>
                  element('li', {}, element('code', {}, showLine(file)), `: ${showLine(reason)}`),
                ),
            ),
          ),
        ]
      : []),
    waiverLines(report).length > 0 &&
      element(
        'details',
        {},
        element('summary', {}, 'Accepted'),
        element('ul', {}, ...waiverLines(report).map((line) => element('li', {}, line))),
      ),
    element(
      'details',
      {},
      element('summary', {}, 'How it was measured'),
      element('ul', {}, ...environmentLines(report).map((line) => element('li', {}, line))),
    ),
    element('p', { className: 'dim keys' }, '/ filter · ↑ ↓ queries · Enter opens · Esc back to the list'),
  ),
  element('div', { className: 'columns' }, list.view, detail),
);
const [first] = report.queries;
if (first) show(first, false);

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const inSearch = document.activeElement === list.search;
  const inDetail = detail.contains(document.activeElement);
  if (event.key === '/' && !inSearch) list.search.focus();
  else if (event.key === 'Escape') list.move(0);
  else if (event.key === 'ArrowDown' && !inDetail) list.move(1);
  else if (event.key === 'ArrowUp' && !inDetail) list.move(-1);
  else return;
  event.preventDefault();
});
