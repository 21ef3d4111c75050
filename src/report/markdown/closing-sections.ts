import type { QueryReport, Report } from '../report-schema.ts';
import { environmentLines } from '../words/environment-lines.ts';
import { showShort } from '../words/visible-text.ts';
import { codeSpan, escapeText } from './escape-markdown.ts';
import type { Section } from './fit-sections.ts';

/** Most entries of a list, and most characters of an entry. */
const SHOWN = { entries: 30, characters: 300 } as const;

/** What could not be measured with its reason, what is as it was, and on what it was measured. */
export function closingSections(report: Report): Section[] {
  const { queries, notChecked = [] } = report;
  const inconclusive = queries.filter(({ status }) => status === 'inconclusive');
  const quiet = queries.filter(
    ({ status }) => status === 'unchanged' || status === 'removed' || status === 'new',
  );
  return [
    ...list(`${inconclusive.length} not measured`, inconclusive.map(reason)),
    ...list(
      `${notChecked.length} files not read`,
      notChecked.map(({ file, reason: why }) => `${code(file)}: ${text(why)}`),
    ),
    ...list(
      `${quiet.length} new, unchanged or removed`,
      quiet.map((query) => `${query.status}: ${place(query)}`),
    ),
    ...list('How it was measured', environment(report)),
  ];
}

function list(title: string, entries: readonly string[]): Section[] {
  if (entries.length === 0) return [];
  const version = (count: number) => {
    const left = entries.length - count;
    const lines = [...entries.slice(0, count), ...(left > 0 ? [`… and ${left} more`] : [])];
    return `<details><summary>${title}</summary>\n\n${lines.map((line) => `- ${line}`).join('\n')}\n\n</details>\n`;
  };
  return [{ versions: [version(SHOWN.entries), version(3)], counted: { one: 'list', many: 'lists' } }];
}

function reason(query: QueryReport): string {
  const { failure } = query;
  return `${place(query)}: ${failure ? text(`${failure.kind}: ${failure.message}`) : 'no reason given'}`;
}

function place({ name, location: { file, line } }: QueryReport): string {
  return `${code(name)} (${code(`${file}:${line}`)})`;
}

function environment(report: Report): string[] {
  const settings = Object.entries(report.environment?.settings ?? {}).map(
    ([name, value]) => `${name}=${value}`,
  );
  return [
    ...environmentLines(report).map(text),
    ...(settings.length > 0 ? [`settings: ${code(settings.join(' '))}`] : []),
  ];
}

function code(value: string): string {
  return codeSpan(showShort(value, SHOWN.characters));
}

function text(value: string): string {
  return escapeText(showShort(value, SHOWN.characters));
}
