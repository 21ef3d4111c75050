import { fingerprintSql } from '../../sql/parser.ts';
import type { QueryPair } from '../query-pair.ts';
import type { StatementStatistics } from './parse-statistics.ts';

/** How often queries run in production. */
export interface Frequency {
  /** Calls a minute; null where nothing is known of the query. */
  callsPerMinute(pair: QueryPair): number | null;
  /** What a reader must know, in words; keys of the config that name no query are looked for among `pairs`, unless it is null. */
  warnings(pairs: readonly QueryPair[] | null): readonly string[];
}

/**
 * The config's own numbers, by id before name, come before those of an export, which are matched by fingerprint: equal for
 * statements that differ in literals only, and added up. `loadParser()` has to be awaited first.
 */
export function makeFrequency(
  calls: Readonly<Record<string, number>>,
  statistics: readonly StatementStatistics[],
): Frequency {
  const byFingerprint = new Map<string, number>();
  let unread = 0;
  for (const { query, callsPerMinute } of statistics) {
    const fingerprint = fingerprintSql(query);
    if (fingerprint.ok) {
      const sum = byFingerprint.get(fingerprint.value) ?? 0;
      byFingerprint.set(fingerprint.value, sum + callsPerMinute);
    } else unread += 1;
  }
  return {
    callsPerMinute(pair) {
      const key = keysOf(pair).find((name) => Object.hasOwn(calls, name));
      if (key !== undefined) return calls[key] ?? null;
      // Head's text is not in production yet.
      const fingerprints = [pair.base?.fingerprint, pair.head?.fingerprint];
      const found = fingerprints.find((fingerprint) => fingerprint && byFingerprint.has(fingerprint));
      return found ? (byFingerprint.get(found) ?? null) : null;
    },
    warnings(pairs) {
      const known = new Set((pairs ?? []).flatMap(keysOf));
      const unknown = pairs === null ? [] : Object.keys(calls).filter((key) => !known.has(key));
      const cut = `frequency.statistics: ${unread} of ${statistics.length} statements are cut off or not SQL, and were left out`;
      return [
        ...unknown.map((key) => `frequency.calls.${key}: no query has this name or id`),
        ...(unread > 0 ? [cut] : []),
      ];
    },
  };
}

function keysOf({ id, name }: QueryPair): readonly string[] {
  return [id, name];
}
