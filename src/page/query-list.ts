import type { QueryReport } from '../report/report-schema.ts';
import { blocksFigures, tellingCase, timeFigures } from '../report/words/case-figures.ts';
import { statusWords } from '../report/words/statuses.ts';
import { showShort } from '../report/words/visible-text.ts';
import { STATUSES } from '../rules/status.ts';
import { element } from './element.ts';

/** Most queries of the list at once, and longest name. */
const SHOWN = { queries: 500, characters: 120 } as const;

/** The list of queries with its filter; `choose` is told which one was asked for. */
export function queryList(queries: readonly QueryReport[], choose: (query: QueryReport) => void) {
  const search = element('input', {
    type: 'search',
    placeholder: 'Filter by name, file or SQL   /',
    oninput: () => draw(),
    attributes: { 'aria-label': 'Filter' },
  });
  const wanted = new Set<string>();
  const statuses = STATUSES.filter((status) => queries.some((query) => query.status === status)).map(
    (status) => {
      const count = queries.filter((query) => query.status === status).length;
      const button = element(
        'button',
        {
          type: 'button',
          className: 'status',
          onclick: () => {
            if (!wanted.delete(status)) wanted.add(status);
            button.setAttribute('aria-pressed', String(wanted.has(status)));
            draw();
          },
          attributes: { 'aria-pressed': 'false' },
        },
        `${statusWords({ status, findings: [] }).word} ${count}`,
      );
      return button;
    },
  );
  const list = element('ul', { className: 'queries' });
  const more = element('p', { className: 'dim', attributes: { 'aria-live': 'polite' } });

  function draw(): void {
    const text = search.value.trim().toLowerCase();
    const found = queries.filter(
      (query) =>
        (wanted.size === 0 || wanted.has(query.status)) && (text === '' || searchText(query).includes(text)),
    );
    list.replaceChildren(...found.slice(0, SHOWN.queries).map((query) => item(query, choose)));
    const left = found.length - SHOWN.queries;
    more.textContent =
      left > 0 ? `and ${left} more: narrow the filter` : found.length === 0 ? 'No query is like that.' : '';
  }

  draw();
  return {
    view: element(
      'nav',
      { attributes: { 'aria-label': 'Queries' } },
      search,
      element('p', { className: 'statuses' }, ...statuses),
      list,
      more,
    ),
    search,
    /** Moves the focus by so many entries, from the one that has it. */
    move(steps: number): void {
      const buttons = [...list.querySelectorAll('button')];
      const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
      buttons[Math.min(buttons.length - 1, Math.max(0, at + steps))]?.focus();
    },
    /** Marks the query that is shown. */
    mark(id: string): void {
      for (const button of list.querySelectorAll('button'))
        button.toggleAttribute('aria-current', button.dataset['id'] === id);
    },
  };
}

function searchText({ name, location, sql }: QueryReport): string {
  return `${name}\n${location.file}\n${sql.head ?? sql.base ?? ''}`.toLowerCase();
}

function item(query: QueryReport, choose: (query: QueryReport) => void): HTMLElement {
  const { icon, word } = statusWords(query);
  const telling = tellingCase(query);
  const button = element(
    'button',
    { type: 'button', className: `query ${query.status}`, onclick: () => choose(query) },
    element(
      'span',
      { className: 'name' },
      `${icon} `,
      element('b', {}, showShort(query.name, SHOWN.characters)),
    ),
    element(
      'span',
      { className: 'dim' },
      `${showShort(query.location.file, SHOWN.characters)}:${query.location.line}`,
    ),
    telling
      ? element('span', {}, figures(`blocks ${blocksFigures(telling)}`), ' · ', figures(timeFigures(telling)))
      : element('span', {}, word),
  );
  button.dataset['id'] = query.id;
  return element('li', {}, button);
}

/** Words that stay on one line where there is room. */
function figures(words: string): HTMLElement {
  return element('span', { className: 'figures' }, words);
}
