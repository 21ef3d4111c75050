import type { Report } from '../report-schema.ts';
import { showShort } from './visible-text.ts';

/** Longest name. */
const SHOWN_CHARACTERS = 120;

/** How the first finding that is held against the change can be accepted: on the command line, or beside the query. */
export function acceptLines({ queries }: Report): readonly [string, string] | null {
  for (const { name, findings } of queries) {
    const finding = findings.find(({ severity }) => severity !== 'note');
    if (!finding) continue;
    const query = showShort(name, SHOWN_CHARACTERS).replaceAll("'", "'\\''");
    return [
      `explain-gate accept '${query}' ${finding.rule} --reason '…' --until YYYY-MM-DD`,
      `-- explain-gate: allow ${finding.rule} until=YYYY-MM-DD reason="…"`,
    ];
  }
  return null;
}
