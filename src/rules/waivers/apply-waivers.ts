import picomatch from 'picomatch';
import type { Finding } from '../finding.ts';
import { isInForce, type Waiver } from './waiver.ts';

/** What a waiver is matched against. */
export interface WaivedQuery {
  readonly id: string;
  readonly name: string;
  readonly file: string;
}

/** Whether a waiver is for a query: its id or name as it stands, or as a glob over path, id and name. */
export function isFor({ query }: Pick<Waiver, 'query'>, { id, name, file }: WaivedQuery): boolean {
  // Names with brackets and the like are names first.
  if (query === id || query === name) return true;
  const matches = picomatch(query, { dot: true });
  return [file, id, name].some((candidate) => matches(candidate));
}

/** The findings of a query, those accepted as notes that say why. Waivers past their date accept nothing. Pure. */
export function applyWaivers(
  findings: readonly Finding[],
  query: WaivedQuery,
  waivers: readonly Waiver[],
  today: string,
): readonly Finding[] {
  const own = waivers.filter((waiver) => isInForce(waiver, today) && isFor(waiver, query));
  if (own.length === 0) return findings;
  return findings.map((finding) => {
    const waiver = finding.severity === 'note' ? undefined : own.find(({ rule }) => rule === finding.rule);
    if (!waiver) return finding;
    const { reason, until, place } = waiver;
    return { ...finding, severity: 'note', accepted: { was: finding.severity, reason, until, place } };
  });
}

/** What became of a waiver in a run. */
export interface WaiverState extends Waiver {
  /** `expired`: its date is over. `unmatched`: there is no such query. `unused`: it holds, and there was nothing to accept. */
  readonly state: 'in-force' | 'unused' | 'expired' | 'unmatched';
  /** Findings that it accepted. */
  readonly findings: number;
}

/**
 * What became of each waiver; `judged` are the queries that were checked, `all` those of the project, or null when not every file
 * was read: then none is called unmatched. Pure.
 */
export function describeWaivers(
  waivers: readonly Waiver[],
  all: readonly WaivedQuery[] | null,
  judged: readonly { readonly findings: readonly Finding[] }[],
  today: string,
): readonly WaiverState[] {
  const accepted = judged.flatMap(({ findings }) =>
    findings.flatMap((finding) => (finding.accepted ? [finding] : [])),
  );
  return waivers.map((waiver) => {
    const findings = accepted.filter(
      ({ rule, accepted: by }) =>
        rule === waiver.rule && by?.place === waiver.place && by.reason === waiver.reason,
    ).length;
    const state = !isInForce(waiver, today)
      ? 'expired'
      : findings > 0
        ? 'in-force'
        : all === null || all.some((query) => isFor(waiver, query))
          ? 'unused'
          : 'unmatched';
    return { ...waiver, state, findings };
  });
}
