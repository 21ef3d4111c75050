/**
 * `text` with what stands between `<!-- generated: name -->` and `<!-- end: name -->` replaced.
 * @throws Error when the markers are not there, each once and in order
 */
export function replaceSection(text: string, name: string, content: string): string {
  const start = `<!-- generated: ${name} -->`;
  const end = `<!-- end: ${name} -->`;
  const [before, rest, ...moreStarts] = text.split(start);
  const [, after, ...moreEnds] = rest?.split(end) ?? [];
  if (before === undefined || after === undefined || moreStarts.length + moreEnds.length > 0) {
    throw new Error(`There have to be one ${start} and one ${end} after it.`);
  }
  return `${before}${start}\n\n${content.trim()}\n\n${end}${after}`;
}
