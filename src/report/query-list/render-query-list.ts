import { markdownTable } from 'markdown-table';
import stringWidth from 'string-width';
import { formatCount } from '../../rules/format-figures.ts';
import { showShort } from '../words/visible-text.ts';
import { listFragments } from './list-fragments.ts';
import type { QueryList } from './query-list-schema.ts';

/** Longest cell, characters: two of them and the rest fit on a wide terminal. */
const CELL_CHARACTERS = 60;

/** Longest message, which stands last. */
const MESSAGE_CHARACTERS = 160;

type ListedQuery = QueryList['queries'][number];

/** The list for a person: a table, the files that are not checked, and a sentence. Foreign text holds no control characters. */
export function renderQueryList({ queries, notChecked }: QueryList): string {
  const fragments = listFragments({ queries });
  return [
    ...(queries.length > 0 ? [renderTable(queries), ''] : []),
    ...notChecked.map(({ file, reason }) => `not checked  ${cell(file)}: ${cell(reason)}`),
    ...(notChecked.length > 0 ? [''] : []),
    ...fragments,
    ...(fragments.length > 0 ? [''] : []),
    `${summary(queries, notChecked.length)}\n`,
  ].join('\n');
}

function renderTable(queries: readonly ListedQuery[]): string {
  const rows = queries.map(({ id, location, kind, parameters, failure }) => [
    cell(id),
    String(location.line),
    kind,
    cell(parameters.map(({ name, position }) => name ?? `$${position}`).join(', ')),
    failure === null ? '' : showShort(`${failure.kind}: ${reasonOf(failure)}`, MESSAGE_CHARACTERS),
  ]);
  const hasFailure = queries.some(({ failure }) => failure !== null);
  const table = [['query', 'line', 'kind', 'parameters', 'not readable'], ...rows].map((row) =>
    hasFailure ? row : row.slice(0, -1),
  );
  return (
    markdownTable(table, {
      align: ['l', 'r', 'l', 'l', 'l'],
      delimiterStart: false,
      delimiterEnd: false,
      stringLength: stringWidth,
    })
      .split('\n')
      // The colons of the rule below the heading are Markdown's.
      .map((line, index) => (index === 1 ? line.replaceAll(':', '-') : line.trimEnd()))
      .join('\n')
  );
}

/** Where the program makes pieces of the query, they are the reason; what to do with them stands below the table once. */
function reasonOf({ message, fragments }: NonNullable<ListedQuery['failure']>): string {
  return fragments?.map((piece) => `\`${piece}\``).join(', ') ?? message;
}

function summary(queries: readonly ListedQuery[], notChecked: number): string {
  const files = new Set(queries.map(({ location }) => location.file)).size;
  const unreadable = queries.filter(({ failure }) => failure !== null).length;
  const parts = [
    `${count(queries.length, 'query', 'queries')} in ${count(files, 'file', 'files')}`,
    ...(unreadable > 0 ? [`${formatCount(unreadable)} not readable`] : []),
    ...(notChecked > 0 ? [`${count(notChecked, 'file', 'files')} not checked`] : []),
  ];
  return `${parts.join(', ')}.`;
}

function count(number: number, one: string, many: string): string {
  return `${formatCount(number)} ${number === 1 ? one : many}`;
}

function cell(text: string): string {
  return showShort(text, CELL_CHARACTERS);
}
