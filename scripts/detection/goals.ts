import { combineEntries } from './combine-entries.ts';
import { toPercent } from './detection-table.ts';
import { OURS, type TallyEntry } from './tally.ts';

/** A goal, and what was measured. */
export interface Goal {
  readonly name: string;
  readonly goal: string;
  readonly measured: string;
  readonly isMet: boolean;
}

/** Least share of each effect that is to be found. */
const LEAST_FOUND = { '+25%': 0.9, '+50%': 0.99, '2x': 1, disaster: 1 } as const;

/** Most unchanged queries that may be false errors, most changes of 20 that may fail by one, most pairs. */
const MOST = { falseErrors: 0.001, failedChanges: 0.01, pairs: 9 } as const;

/** Queries of a change, in the goal. */
const QUERIES = 20;

/** Most unchanged queries that may be inconclusive. */
const MOST_INCONCLUSIVE = { quiet: 0.05, loaded: 0.1 } as const;

/** The goals that the bench holds our decision to, over all places. Pure. */
export function listGoals(entries: readonly TallyEntry[]): readonly Goal[] {
  const ours = entries.filter(({ decision }) => decision === OURS);
  const [all] = combineEntries(ours, () => 'all');
  if (all === undefined) return [];
  const { verdicts, falseErrors, meanPairs, injected, power } = all.combined;
  const share = verdicts === 0 ? 0 : falseErrors / verdicts;
  const failedChanges = 1 - (1 - share) ** QUERIES;
  const inconclusive = combineEntries(ours, ({ condition }) => (condition === 'quiet' ? 'quiet' : 'loaded'));
  return [
    {
      name: 'false errors on unchanged queries',
      goal: `≤ ${toPercent(MOST.falseErrors, 1)}`,
      measured: `${falseErrors} of ${verdicts}`,
      isMet: share <= MOST.falseErrors,
    },
    {
      name: `changes of ${QUERIES} unchanged queries with a false error`,
      goal: `≤ ${toPercent(MOST.failedChanges, 1)}`,
      measured: toPercent(failedChanges, 1),
      isMet: failedChanges <= MOST.failedChanges,
    },
    ...inconclusive.map(({ key, combined }) => {
      const most = key === 'quiet' ? MOST_INCONCLUSIVE.quiet : MOST_INCONCLUSIVE.loaded;
      return {
        name: `inconclusive on unchanged queries, ${key}`,
        goal: `≤ ${toPercent(most, 1)}`,
        measured: `${combined.inconclusive} of ${combined.verdicts}`,
        isMet: combined.inconclusive <= most * combined.verdicts,
      };
    }),
    ...Object.entries(LEAST_FOUND).flatMap(([effect, least]) => {
      const count = injected[effect] ?? 0;
      const found = Math.round((power[effect] ?? 0) * count);
      if (count === 0) return [];
      const name = `found ${effect}`;
      const measured = `${found} of ${count}`;
      return [{ name, goal: `≥ ${toPercent(least, 1)}`, measured, isMet: found >= least * count }];
    }),
    {
      name: 'pairs on an unchanged query, mean',
      goal: `≤ ${MOST.pairs}`,
      measured: meanPairs?.toFixed(1) ?? 'none',
      isMet: meanPairs !== null && meanPairs <= MOST.pairs,
    },
  ];
}
