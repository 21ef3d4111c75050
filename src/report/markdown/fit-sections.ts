import { formatCount } from '../../rules/format-figures.ts';

/** A part of the text that ends in a newline, best version first; the next one is shorter. */
export interface Section {
  readonly versions: readonly string[];
  /** What is counted when no version fits: `regressed query`. Sections without it are always written. */
  readonly counted?: { readonly one: string; readonly many: string };
}

const encoder = new TextEncoder();

/** Room for the line that counts what was left out. */
const NOTE_BYTES = 600;

/**
 * Joins sections with a blank line between, each in the best version that still leaves room for the shortest versions of those that
 * must be written. What is left out is counted in a last line. The result has at most `limit` bytes.
 */
export function fitSections(sections: readonly Section[], limit: number): string {
  const size = (text: string) => encoder.encode(text).length + 1;
  const required = ({ counted, versions }: Section) => (counted ? 0 : size(versions.at(-1) ?? ''));
  let reserved = sections.reduce((total, section) => total + required(section), 0);
  let room = limit - NOTE_BYTES;
  const written: string[] = [];
  const left = new Map<string, { readonly many: string; count: number }>();
  for (const section of sections) {
    reserved -= required(section);
    const version =
      section.versions.find((text) => size(text) + reserved <= room) ??
      (section.counted ? undefined : section.versions.at(-1));
    if (version === undefined) {
      const { one, many } = section.counted ?? { one: '', many: '' };
      const entry = left.get(one) ?? { many, count: 0 };
      left.set(one, entry);
      entry.count += 1;
    } else {
      written.push(version);
      room -= size(version);
    }
  }
  const counts = [...left].map(([one, { many, count }]) => `${formatCount(count)} ${count === 1 ? one : many}`);
  if (counts.length > 0)
    written.push(`<sub>Left out for length: ${counts.join(', ')}. report.json has everything.</sub>\n`);
  return written.join('\n');
}
