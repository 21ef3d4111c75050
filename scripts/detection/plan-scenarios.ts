import type { Extent, Scenario } from './scenario.ts';

/** How often everything is done. */
export interface Amount {
  /** Checks of unchanged queries in each place. */
  readonly checks: number;
  /** Most times that a slowdown with a goal is injected in each place; one without is injected once. */
  readonly repeats: number;
  readonly extent: Extent;
}

/** A scenario, in its turn. */
export interface PlannedScenario {
  readonly scenario: Scenario;
  /** It only makes a figure sharper: where time is short it is left out. */
  readonly isExtra: boolean;
}

/** Effects that no goal speaks of: smaller than what is to be found, and larger than what always is. */
const WITHOUT_GOAL: ReadonlySet<string> = new Set(['+10%', '10x']);

/**
 * The order in one place: every slowdown with a goal once, then base against base, then the slowdowns without a goal, and those
 * with one again. Pure.
 */
export function planScenarios(
  unchanged: Scenario,
  slowdowns: readonly Scenario[],
  { checks, repeats }: Amount,
): readonly PlannedScenario[] {
  const plan = (scenarios: readonly Scenario[], isExtra: boolean) =>
    scenarios.map((scenario) => ({ scenario, isExtra }));
  const withGoal = slowdowns.filter(({ effect }) => !WITHOUT_GOAL.has(effect));
  const without = slowdowns.filter(({ effect }) => WITHOUT_GOAL.has(effect));
  return [
    ...plan(repeats > 0 ? withGoal : [], false),
    ...plan(Array<Scenario>(checks).fill(unchanged), false),
    ...plan(repeats > 0 ? without : [], true),
    ...Array.from({ length: Math.max(0, repeats - 1) }, () => plan(withGoal, true)).flat(),
  ];
}
