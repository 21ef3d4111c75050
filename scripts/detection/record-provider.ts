import type { BenchServer, Mode } from './bench-server.ts';
import { calibrate } from './calibrate.ts';
import { CONDITIONS, makeCondition } from './load-condition.ts';
import { runCheck } from './run-check.ts';
import { baseAgainstBase, type Extent, listSlowdowns, type Scenario } from './scenario.ts';
import type { CheckResult } from './tally.ts';

/** How often everything is done. */
export interface Amount {
  /** Checks of unchanged queries in each condition. */
  readonly checks: number;
  /** Times that each slowdown is injected in each condition. */
  readonly repeats: number;
  readonly extent: Extent;
}

/** Longest that a load goes on by itself, seconds. */
const LONGEST_LOAD = 3 * 3600;

/** All checks of one server and mode: in each condition first base against base, then every slowdown. Says on stderr how far it is. */
export async function recordProvider(
  server: BenchServer,
  mode: Mode,
  { checks, repeats, extent }: Amount,
): Promise<readonly CheckResult[]> {
  const calibration = await calibrate((await server.sides(mode)).base);
  const slowdowns = listSlowdowns(calibration, mode, extent);
  const unchanged = baseAgainstBase(extent.chosen);
  const scenarios: readonly Scenario[] = [
    ...Array<Scenario>(checks).fill(unchanged),
    ...Array.from({ length: repeats }, () => slowdowns).flat(),
  ];
  const check = async ({ queries, migration }: Scenario, stored: ReadonlyMap<string, readonly number[]>) =>
    runCheck(queries, {
      sides: await server.sides(mode, migration),
      pinned: server.pinned,
      stored,
      analyze: () => server.analyze(),
    });
  const earlier = await check(onlyBase([unchanged, ...slowdowns]), new Map());
  const stored = new Map(earlier.map(({ name, recording }) => [name, recording.base]));
  const results: CheckResult[] = [];
  for (const condition of CONDITIONS) {
    await using _load = await makeCondition(condition, LONGEST_LOAD);
    for (const [index, scenario] of scenarios.entries()) {
      process.stderr.write(`${server.provider}, ${mode}, ${condition}: ${index + 1} of ${scenarios.length}\n`);
      const { effect, kind } = scenario;
      const queries = await check(scenario, stored);
      results.push({ condition, mode, provider: server.provider, scenario: { effect, kind }, queries });
    }
  }
  return results;
}

/** Every query of the scenarios once, as base has it on both sides: the earlier run that a stored baseline is of. */
function onlyBase(scenarios: readonly Scenario[]): Scenario {
  const queries = new Map(scenarios.flatMap(({ queries }) => queries).map((query) => [query.name, query]));
  return {
    ...baseAgainstBase([]),
    queries: [...queries.values()].map(({ name, base }) => ({ name, base, head: base })),
  };
}
