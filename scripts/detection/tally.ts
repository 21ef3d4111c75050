import { otherDecisions } from './decisions/index.ts';
import type { Check, CheckedQuery } from './run-check.ts';
import type { Scenario } from './scenario.ts';

/** Where verdicts were given. */
export interface Place {
  readonly condition: string;
  readonly mode: string;
  readonly provider: string;
}

/** How one decision did in one place. Shares are of verdicts, 0 to 1. */
export interface TallyEntry extends Place {
  readonly decision: string;
  /** Base against base. */
  readonly verdicts: number;
  readonly falseErrors: number;
  readonly falseWarnings: number;
  readonly inconclusive: number;
  /** Checks of 12 unchanged queries, and how many of them would have failed. */
  readonly checks: number;
  readonly failedChecks: number;
  /** Mean number of pairs on an unchanged query; null for the decisions that have no say in it. */
  readonly meanPairs: number | null;
  /** Cases that were injected, by effect: what the shares below are of. */
  readonly injected: Readonly<Record<string, number>>;
  /** Share found as error or warning, by effect. */
  readonly power: Readonly<Record<string, number>>;
  /** Share that would fail the change, by effect. */
  readonly failed: Readonly<Record<string, number>>;
}

/** What one check gave. */
export interface CheckResult extends Place, Check {
  readonly scenario: Pick<Scenario, 'effect' | 'kind'>;
}

type Outcome = CheckedQuery['ours'];

/** Name of our own decision. */
export const OURS = 'explain-gate';

/** Counts what every decision said, by place. Pure. */
export function tally(results: readonly CheckResult[]): readonly TallyEntry[] {
  const places = Map.groupBy(results, ({ condition, mode, provider }) =>
    JSON.stringify([condition, mode, provider]),
  );
  const decisions: readonly { name: string; say: (query: CheckedQuery) => Outcome }[] = [
    { name: OURS, say: ({ ours }) => ours },
    ...otherDecisions.map(({ name, fails }) => ({
      name,
      say: ({ recording }: CheckedQuery): Outcome => (fails(recording) ? 'error' : 'quiet'),
    })),
  ];
  return [...places.values()].flatMap((here) =>
    decisions.map(({ name, say }) => ({
      decision: name,
      ...placeOf(here),
      ...count(here, say, name === OURS),
    })),
  );
}

function placeOf([first]: readonly CheckResult[]): Place {
  if (first === undefined) throw new RangeError('no results');
  return { condition: first.condition, mode: first.mode, provider: first.provider };
}

function count(results: readonly CheckResult[], say: (query: CheckedQuery) => Outcome, hasPairs: boolean) {
  const same = results.filter(({ scenario }) => scenario.effect === 'none');
  const outcomes = same.flatMap(({ queries }) => queries.map(say));
  const pairs = same.flatMap(({ queries }) => queries.map((query) => query.pairs));
  const effects = Map.groupBy(
    results.filter(({ scenario }) => scenario.effect !== 'none'),
    ({ scenario }) => scenario.effect,
  );
  const injected = [...effects].map(([effect, of]) => ({
    effect,
    outcomes: of.flatMap(({ queries }) => queries.map(say)),
  }));
  const shares = (isFound: (outcome: Outcome) => boolean) =>
    Object.fromEntries(injected.map(({ effect, outcomes }) => [effect, share(outcomes, isFound)]));
  return {
    verdicts: outcomes.length,
    falseErrors: outcomes.filter((outcome) => outcome === 'error').length,
    falseWarnings: outcomes.filter((outcome) => outcome === 'warning').length,
    inconclusive: outcomes.filter((outcome) => outcome === 'inconclusive').length,
    checks: same.length,
    failedChecks: same.filter(({ queries }) => queries.some((query) => say(query) === 'error')).length,
    meanPairs:
      hasPairs && pairs.length > 0 ? pairs.reduce((sum, value) => sum + value, 0) / pairs.length : null,
    injected: Object.fromEntries(injected.map(({ effect, outcomes }) => [effect, outcomes.length])),
    power: shares((outcome) => outcome === 'error' || outcome === 'warning'),
    failed: shares((outcome) => outcome === 'error'),
  };
}

function share(outcomes: readonly Outcome[], isFound: (outcome: Outcome) => boolean): number {
  return outcomes.filter(isFound).length / outcomes.length;
}
