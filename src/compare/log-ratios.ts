import type { TimedPair } from './measurement.ts';

/** EXPLAIN prints microseconds, so a shorter execution counts as one: a ratio needs a divisor. */
const SHORTEST_MS = 0.001;

/** ln(head / base) of each pair, in order. */
export function logRatios(pairs: readonly TimedPair[]): readonly number[] {
  return pairs.map(({ baseMs, headMs }) =>
    Math.log(Math.max(headMs, SHORTEST_MS) / Math.max(baseMs, SHORTEST_MS)),
  );
}
