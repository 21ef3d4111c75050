/** Adds nothing: the condition that stands in a workload's place on the side that does no more work. */
export const NOTHING = 'true';

/** A condition that is true and takes time of the CPU alone: `count` rows are made and counted once, in memory of no size. */
function burnCpu(count: number): string {
  return `(SELECT count(*) FROM (SELECT generate_series(1, ${count})) AS burn) >= 0`;
}

/** A condition that is true and reads pages of a table once, by its key. */
function readPages(rows: number): string {
  return `(SELECT count(text) FROM padding WHERE id <= ${rows}) >= 0`;
}

/** A way to take more time, by amount: rows made, or rows read. */
export const INJECTIONS = { cpu: burnCpu, work: readPages } as const;

/** One of `INJECTIONS`. */
export type InjectionKind = keyof typeof INJECTIONS;

/** Sizes that are injected: 0.25 is 25 % more. */
export const EFFECTS = [0.1, 0.25, 0.5, 1, 9] as const;

/** An effect as the table names it: +10 %, +25 %, +50 %, 2x, 10x. */
export function effectName(effect: number): string {
  return effect < 1 ? `+${Math.round(effect * 100)}%` : `${1 + effect}x`;
}
