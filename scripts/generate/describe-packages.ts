import type { MeasuredPackage } from '../measure-packages/measured-package.ts';
import { toMarkdownTable } from './to-markdown-table.ts';

/** The table of what was found in published packages, and how much of what they sent that is. */
export function describePackages(measured: readonly MeasuredPackage[]): string {
  return toMarkdownTable(
    ['package', 'found', 'parsed', 'readable', 'dynamic', 'sent in a live run', 'of these found'],
    measured.map(({ name, base, head, queries, live }) => [
      `${name} ${base} → ${head}`,
      ...[queries.found, queries.parsed, queries.readable, queries.dynamic, live.sent].map(String),
      `${live.found} (${Math.floor((1000 * live.found) / live.sent) / 10} %)`,
    ]),
  );
}
