import type { Report } from '../report-schema.ts';
import { isHeldAgainst } from './statuses.ts';
import { showShort } from './visible-text.ts';

/** Longest name, and most findings. */
const SHOWN = { characters: 120, findings: 6 } as const;

/** How what is held against the change can be accepted. */
export interface AcceptLines {
  /** Commands, one for each rule of a query. */
  readonly commands: readonly string[];
  /** Comments to write beside a query, one for each rule. */
  readonly comments: readonly string[];
  /** Findings that are not listed. */
  readonly left: number;
}

/** Each finding that is held against the change once, on the command line and beside the query; null when there is none. */
export function acceptLines({ queries }: Report): AcceptLines | null {
  const held = queries.filter(isHeldAgainst).flatMap(({ name, findings }) => {
    const ruleIds = findings.flatMap(({ rule, severity }) => (severity === 'note' ? [] : [rule]));
    return [...new Set(ruleIds)].map((rule) => ({ name, rule }));
  });
  if (held.length === 0) return null;
  const shown = held.slice(0, SHOWN.findings);
  return {
    commands: shown.map(({ name, rule }) => {
      const query = showShort(name, SHOWN.characters).replaceAll("'", "'\\''");
      return `explain-gate accept '${query}' ${rule} --reason '…' --until YYYY-MM-DD`;
    }),
    comments: [...new Set(shown.map(({ rule }) => rule))].map(
      (rule) => `-- explain-gate: allow ${rule} until=YYYY-MM-DD reason="…"`,
    ),
    left: held.length - shown.length,
  };
}
