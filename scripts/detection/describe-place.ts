import { combineEntries } from './combine-entries.ts';
import type { DetectionResult } from './detection-result.ts';
import { toPercent } from './detection-table.ts';
import { listGoals } from './goals.ts';
import { OURS, type Place } from './tally.ts';

/** One line for a log: what ours said in a place. */
export function describePlace({ entries, seconds, minutes }: DetectionResult, place: Place): string {
  const isHere = ({ condition, mode, provider }: Place) =>
    condition === place.condition && mode === place.mode && provider === place.provider;
  const entry = entries.find((candidate) => candidate.decision === OURS && isHere(candidate));
  const label = `${place.provider}, ${place.mode}, ${place.condition}`;
  if (entry === undefined) return `${label}: nothing was measured`;
  const spent = seconds.find(isHere);
  const found = Object.entries(entry.injected).map(
    ([effect, count]) => `${effect} ${Math.round((entry.power[effect] ?? 0) * count)}/${count}`,
  );
  return [
    `${label}: ${entry.falseErrors} false errors and ${entry.falseWarnings} warnings in ${entry.verdicts}`,
    `inconclusive ${toPercent(entry.inconclusive, entry.verdicts)}`,
    `${entry.meanPairs?.toFixed(1) ?? 'no'} pairs`,
    `found ${found.join(', ')}`,
    `${spent === undefined ? '?' : (spent.measure + spent.costs + spent.rivals).toFixed(1)} s a check; minute ${minutes}`,
  ].join('; ');
}

/** The last lines for a log: goals, the decisions of others in one line each, and what went wrong. */
export function summarizeOthers(result: DetectionResult): string {
  const others = combineEntries(
    result.entries.filter(({ decision }) => decision !== OURS),
    ({ decision }) => decision,
  );
  return [
    ...listGoals(result.entries).map(
      ({ name, goal, measured, isMet }) => `${isMet ? 'met' : 'MISSED'}: ${name}: ${measured} (goal ${goal})`,
    ),
    ...others.map(
      ({ key, combined }) => `${key}: ${combined.falseErrors} false errors in ${combined.verdicts}`,
    ),
    ...result.failures.map(
      ({ provider, mode, condition, effect, kind, message }) =>
        `failed: ${provider}, ${mode}, ${condition}, ${effect} ${kind}: ${message.slice(0, 300)}`,
    ),
    `${result.minutes} minutes; ${result.failures.length} checks failed, ${result.skipped} left out for want of time; out/bench/detection.md has every line`,
  ].join('\n');
}
