import type { MigrationLayout } from '../../src/data/layouts/migration-layout.ts';
import { toMarkdownTable } from './to-markdown-table.ts';

/** The table of the layouts of migration directories, in the order in which they are detected. */
export function describeLayouts(layouts: readonly MigrationLayout[]): string {
  return toMarkdownTable(
    ['layout', 'tool', 'what the directory holds', 'order', 'transaction'],
    layouts.map(({ name, tool, looksLike, order, transactions }) => [
      `\`${name}\``,
      tool,
      looksLike,
      order,
      transactions,
    ]),
  );
}
