import type { BenchServer, Mode } from './bench-server.ts';
import { calibrate } from './calibrate.ts';
import type { DetectionLog } from './detection-log.ts';
import { CONDITIONS, makeCondition } from './load-condition.ts';
import { type Amount, planScenarios } from './plan-scenarios.ts';
import { runCheck } from './run-check.ts';
import { baseAgainstBase, listSlowdowns, type Scenario } from './scenario.ts';
import type { Place } from './tally.ts';

/** When to stop, by `performance.now()`. */
export interface Deadlines {
  /** Of the whole bench: nothing is begun past it. */
  readonly end: number;
  /** Of the place that is begun now: repetitions that only make figures sharper end there. */
  nextPlace(): number;
}

/** Longest that a load goes on by itself, seconds. */
const LONGEST_LOAD = 3 * 3600;

/**
 * All checks of one server and mode, in each condition. A check that fails is noted, every backend is replaced, and the next one
 * goes on; rejects where the server gives no backend any more. `onPlace` hears of each condition that is done.
 */
export async function recordProvider(
  server: BenchServer,
  mode: Mode,
  amount: Amount,
  log: DetectionLog,
  { deadlines, onPlace }: { readonly deadlines: Deadlines; onPlace(place: Place): Promise<void> },
): Promise<void> {
  const calibration = await calibrate(await server.sides(mode));
  const slowdowns = listSlowdowns(calibration, mode, amount.extent);
  const unchanged = baseAgainstBase(amount.extent.chosen);
  const check = async ({ queries, migration }: Scenario, stored: ReadonlyMap<string, readonly number[]>) =>
    runCheck(queries, { sides: await server.sides(mode, migration), pinned: server.pinned, stored });
  const earlier = await check(onlyBase([unchanged, ...slowdowns]), new Map());
  const stored = new Map(earlier.queries.map(({ name, recording }) => [name, recording.base]));
  // The rows that are updated and vacuumed move estimates, and now and then a plan: what is 25 % is learnt for each check anew.
  const renewAmounts = async (planned: Scenario): Promise<Scenario> => {
    if (planned.effect === 'none' || planned.effect === 'disaster') return planned;
    const now = listSlowdowns(await calibrate(await server.sides(mode)), mode, amount.extent);
    return now.find(({ effect, kind }) => effect === planned.effect && kind === planned.kind) ?? planned;
  };
  for (const condition of CONDITIONS) {
    const place = { condition, mode, provider: server.provider };
    await using _load = await makeCondition(condition, LONGEST_LOAD);
    const placeEnd = deadlines.nextPlace();
    for (const { scenario, isExtra } of planScenarios(unchanged, slowdowns, amount)) {
      const { effect, kind } = scenario;
      if (performance.now() > (isExtra ? placeEnd : deadlines.end)) {
        log.skip();
        continue;
      }
      try {
        await log.add({
          ...place,
          scenario: { effect, kind },
          ...(await check(await renewAmounts(scenario), stored)),
        });
      } catch (error) {
        log.fail({ ...place, effect, kind, message: error instanceof Error ? error.message : String(error) });
        await server.renew();
      }
    }
    await onPlace(place);
  }
}

/** Every query of the scenarios once, as base has it on both sides: the earlier run that a stored baseline is of. */
function onlyBase(scenarios: readonly Scenario[]): Scenario {
  const queries = new Map(scenarios.flatMap(({ queries }) => queries).map((query) => [query.name, query]));
  return {
    ...baseAgainstBase([]),
    queries: [...queries.values()].map(({ name, base }) => ({ name, base, head: base })),
  };
}
