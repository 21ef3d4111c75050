import type { TallyEntry } from './tally.ts';

/** How one decision did in several places together. */
export type Combined = Omit<TallyEntry, 'condition' | 'mode' | 'provider'>;

/** Adds up entries, by what `keyOf` says of each. In the order in which the keys come first. Pure. */
export function combineEntries(
  entries: readonly TallyEntry[],
  keyOf: (entry: TallyEntry) => string,
): readonly { readonly key: string; readonly combined: Combined }[] {
  return [...Map.groupBy(entries, keyOf)].map(([key, group]) => ({ key, combined: combine(group) }));
}

function combine(entries: readonly TallyEntry[]): Combined {
  const [first] = entries;
  if (first === undefined) throw new RangeError('no entries');
  const sum = (of: (entry: TallyEntry) => number) => entries.reduce((total, entry) => total + of(entry), 0);
  const verdicts = sum((entry) => entry.verdicts);
  const effects = [...new Set(entries.flatMap(({ injected }) => Object.keys(injected)))];
  const injected = Object.fromEntries(
    effects.map((effect) => [effect, sum((entry) => entry.injected[effect] ?? 0)]),
  );
  const shares = (of: (entry: TallyEntry) => TallyEntry['power']) =>
    Object.fromEntries(
      effects.map((effect) => [
        effect,
        sum((entry) => (of(entry)[effect] ?? 0) * (entry.injected[effect] ?? 0)) / (injected[effect] ?? 0),
      ]),
    );
  return {
    decision: first.decision,
    verdicts,
    falseErrors: sum(({ falseErrors }) => falseErrors),
    falseWarnings: sum(({ falseWarnings }) => falseWarnings),
    inconclusive: sum(({ inconclusive }) => inconclusive),
    checks: sum(({ checks }) => checks),
    failedChecks: sum(({ failedChecks }) => failedChecks),
    meanPairs:
      first.meanPairs === null || verdicts === 0
        ? null
        : sum((entry) => (entry.meanPairs ?? 0) * entry.verdicts) / verdicts,
    injected,
    power: shares(({ power }) => power),
    failed: shares(({ failed }) => failed),
  };
}
