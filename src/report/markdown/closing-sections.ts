import { formatNumberOf } from '../../rules/format-figures.ts';
import type { QueryReport, Report } from '../report-schema.ts';
import { acceptLines } from '../words/accept-lines.ts';
import { environmentLines } from '../words/environment-lines.ts';
import { showShort } from '../words/visible-text.ts';
import { waiverLines } from '../words/waiver-lines.ts';
import { codeBlock, codeSpan, escapeText } from './escape-markdown.ts';
import type { Section } from './fit-sections.ts';

/** Most entries of a list, of the full one and the shorter one, and longest entry. */
const SHOWN_ENTRIES = [30, 3] as const;
const SHOWN_CHARACTERS = 300;

/** All settings on one line. */
const SHOWN_SETTINGS = 2_000;

/** What is as it was, and on what it was measured. */
export function closingSections(report: Report): Section[] {
  return [
    ...accepted(report),
    ...howToAccept(report),
    ...queriesOf(report, 'unchanged'),
    ...queriesOf(report, 'removed'),
    ...list('How it was measured', environment(report)),
  ];
}

/** In sight: what is accepted is a decision that each reviewer may question. */
function accepted(report: Report): Section[] {
  const lines = waiverLines(report).map((line) => `- ${escapeText(line)}`);
  if (lines.length === 0) return [];
  const version = (count: number) => {
    const left = lines.length - count;
    const shown = [...lines.slice(0, count), ...(left > 0 ? [`- … and ${left} more`] : [])];
    return `**Accepted**\n\n${shown.join('\n')}\n`;
  };
  return [{ versions: SHOWN_ENTRIES.map(version) }];
}

function howToAccept(report: Report): Section[] {
  const lines = acceptLines(report);
  if (!lines) return [];
  const { commands, comments, left } = lines;
  const more = left > 0 ? `\n… and ${formatNumberOf(left, 'more finding')}, accepted alike.\n` : '';
  const text = `<details><summary>How to accept a finding</summary>\n\nOn the command line, which writes it into the config:\n\n${codeBlock('sh', commands)}${more}\nor as a comment beside the query:\n\n${codeBlock('sql', comments)}\n</details>\n`;
  return [{ versions: [text], counted: { one: 'list', many: 'lists' } }];
}

function queriesOf({ queries }: Report, status: QueryReport['status']): Section[] {
  const found = queries.filter((query) => query.status === status);
  return list(
    `${found.length} ${status}`,
    found.map(({ name, location: { file, line } }) => `${code(name)} (${code(`${file}:${line}`)})`),
  );
}

function list(title: string, entries: readonly string[]): Section[] {
  if (entries.length === 0) return [];
  const version = (count: number) => {
    const left = entries.length - count;
    const lines = [...entries.slice(0, count), ...(left > 0 ? [`… and ${left} more`] : [])];
    return `<details><summary>${title}</summary>\n\n${lines.map((line) => `- ${line}`).join('\n')}\n\n</details>\n`;
  };
  return [{ versions: SHOWN_ENTRIES.map(version), counted: { one: 'list', many: 'lists' } }];
}

function environment(report: Report): string[] {
  const settings = Object.entries(report.environment?.settings ?? {}).map(
    ([name, value]) => `${name}=${value}`,
  );
  return [
    ...environmentLines(report).map((line) => escapeText(showShort(line, SHOWN_CHARACTERS))),
    ...(settings.length > 0 ? [`settings: ${codeSpan(showShort(settings.join(' '), SHOWN_SETTINGS))}`] : []),
  ];
}

function code(value: string): string {
  return codeSpan(showShort(value, SHOWN_CHARACTERS));
}
