import { formatCount } from '../../rules/format-figures.ts';
import type { RenderOptions } from '../format.ts';
import type { Report } from '../report-schema.ts';
import { showShort } from '../words/visible-text.ts';
import { codeSpan, escapeText } from './escape-markdown.ts';
import type { Section } from './fit-sections.ts';
import { linkPlace } from './link-place.ts';

/** Most entries, of the full list and of the shorter one, and longest reason. */
const SHOWN_ENTRIES = [10, 2] as const;
const SHOWN_CHARACTERS = 300;

/** What could not be measured or read, with the reason; in sight, since it has not passed. */
export function notMeasured({ queries, notChecked = [] }: Report, links: RenderOptions['links']): Section[] {
  const entries = [
    ...queries.flatMap(({ name, location, failure }) =>
      failure
        ? [`${code(name)} (${linkPlace(location, links)}): ${text(`${failure.kind}: ${failure.message}`)}`]
        : [],
    ),
    ...notChecked.map(({ file, reason }) => `${code(file)}: ${text(reason)}`),
  ];
  if (entries.length === 0) return [];
  const list = (count: number) => {
    const left = entries.length - count;
    const lines = [...entries.slice(0, count), ...(left > 0 ? [`… and ${formatCount(left)} more`] : [])];
    return `❔ **Not measured**\n\n${lines.map((line) => `- ${line}`).join('\n')}\n`;
  };
  return [{ versions: SHOWN_ENTRIES.map(list) }];
}

function code(value: string): string {
  return codeSpan(showShort(value, SHOWN_CHARACTERS));
}

function text(value: string): string {
  return escapeText(showShort(value, SHOWN_CHARACTERS));
}
