import type { QueryPair } from '../compare/query-pair.ts';
import type { Finding } from '../rules/finding.ts';
import { describeWaivers, type WaiverState } from '../rules/waivers/apply-waivers.ts';
import type { Waiver } from '../rules/waivers/waiver.ts';

/** What is accepted in a run. */
export interface RunWaivers {
  readonly waivers: readonly Waiver[];
  /** What is meant to be a waiver and is none, in words. */
  readonly problems: readonly string[];
  /** `2027-03-31`. */
  readonly today: string;
  /** Queries of the project; null when not every file was read. */
  readonly all: readonly QueryPair[] | null;
}

/** What became of each waiver. */
export function waiverStates(
  waivers: RunWaivers | undefined,
  judged: readonly { readonly findings: readonly Finding[] }[],
): readonly WaiverState[] {
  if (!waivers) return [];
  const all = waivers.all?.map(({ id, name, location }) => ({ id, name, file: location.file })) ?? null;
  return describeWaivers(waivers.waivers, all, judged, waivers.today);
}

/** A waiver that does nothing any more is to be taken out. */
export function warnOfWaiver({ state, query, rule, place, until }: WaiverState): string[] {
  if (state === 'expired')
    return [`${place}: the waiver of ${rule} for ${query} ended on ${until} and accepts nothing`];
  if (state === 'unmatched')
    return [`${place}: the waiver of ${rule} is for ${query}, and no query has this name, id or path`];
  return [];
}
