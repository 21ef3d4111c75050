import { markdownTable } from 'markdown-table';

/** A markdown table of rows that may hold pipes and line ends. */
export function toMarkdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) =>
    row.map((cell) => cell.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ')),
  );
  return markdownTable(cells, { alignDelimiters: false });
}
