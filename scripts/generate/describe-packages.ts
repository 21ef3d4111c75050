import type { MeasuredPackage } from '../measure-packages/measured-package.ts';
import { toMarkdownTable } from './to-markdown-table.ts';

/** The table of what was found in published packages, and how much of what they sent that is. */
export function describePackages(measured: readonly MeasuredPackage[]): string {
  return toMarkdownTable(
    [
      'package',
      'found',
      'parsed',
      'readable',
      'dynamic',
      'sent in a live run',
      'of these found',
      'given values',
    ],
    measured.map(({ name, base, head, queries, live, values }) => [
      `${name} ${base} → ${head}`,
      ...[queries.found, queries.parsed, queries.readable, queries.dynamic, live.sent].map(String),
      share(live.found, live.sent),
      `${share(values.given, values.parameterised)} of ${values.parameterised}`,
    ]),
  );
}

function share(part: number, whole: number): string {
  return `${part} (${Math.floor((1000 * part) / whole) / 10} %)`;
}
