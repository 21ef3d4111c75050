import type { Mode } from './bench-server.ts';
import type { Calibration } from './calibrate.ts';
import { disasters } from './disaster.ts';
import { EFFECTS, effectName, INJECTIONS, NOTHING } from './injection.ts';
import type { BenchQuery } from './run-check.ts';
import { type Workload, workloads } from './workload.ts';

/** One check of several queries that all have the same done to them. */
export interface Scenario {
  /** `none` for base against base, else the effect: `+25%`, `2x`, `disaster`. */
  readonly effect: string;
  /** How it was done: `cpu`, `work`, the disaster's name. */
  readonly kind: string;
  readonly migration: string | undefined;
  readonly queries: readonly BenchQuery[];
}

/** Base against base: another text of the same statement, so that it is measured. */
export function baseAgainstBase(chosen: readonly Workload[]): Scenario {
  const queries = chosen.map(({ name, text }) => ({
    name,
    base: text(NOTHING, 'a'),
    head: text(NOTHING, 'b'),
  }));
  return { effect: 'none', kind: 'none', migration: undefined, queries };
}

/** How much of everything is tried. */
export interface Extent {
  readonly chosen: readonly Workload[];
  readonly effects: readonly number[];
}

export const EXTENTS = {
  full: { chosen: workloads, effects: EFFECTS },
  quick: { chosen: workloads.filter((_, index) => index % 3 === 1), effects: [1] },
} as const satisfies Record<string, Extent>;

/** Smallest effect that is injected, CPU ms: below it, a time finding is no news by its own floor. */
const SMALLEST_MS = 0.25;
/** Longest, CPU ms: ten times a long statement would only make the bench long. */
const LONGEST_MS = 80;

/** All slowdowns that can be injected in a mode, with amounts from this machine. */
export function listSlowdowns(
  { workloadMs, perMs }: Calibration,
  mode: Mode,
  { chosen, effects }: Extent,
): readonly Scenario[] {
  const injected = effects.flatMap((effect) =>
    (['cpu', 'work'] as const).map((kind) => ({
      effect: effectName(effect),
      kind,
      migration: undefined,
      queries: chosen.flatMap(({ name, text }) => {
        const ms = effect * (workloadMs.get(name) ?? 0);
        if (ms < SMALLEST_MS || ms > LONGEST_MS) return [];
        const extra = INJECTIONS[kind](Math.round(ms * perMs[kind]));
        return [{ name, base: text(NOTHING, 'a'), head: text(extra, 'a') }];
      }),
    })),
  );
  const plans = disasters
    .filter(({ migration }) => migration === null || mode === 'clones')
    .map(({ name, base, head, migration }) => ({
      effect: 'disaster',
      kind: name,
      migration: migration ?? undefined,
      queries: [{ name, base, head }],
    }));
  return [...injected, ...plans].filter(({ queries }) => queries.length > 0);
}
