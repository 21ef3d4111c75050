import type { CaseMeasurement, TimeComparison } from '../../src/compare/measurement.ts';
import { measureCases } from '../../src/measure/measure-cases.ts';
import type { MeasuringSide } from '../../src/measure/measuring-session.ts';
import { parseExplainJson } from '../../src/plan/parse-explain-json.ts';
import type { BenchSides } from './bench-server.ts';
import { judgeChecked, type Said } from './judge-checked.ts';
import { type Recording, RIVAL_PAIRS } from './pair-samples.ts';
import { recordSide } from './recording-side.ts';

/** Both texts of one query. */
export interface BenchQuery {
  readonly name: string;
  readonly base: string;
  readonly head: string;
}

/** What the product said of one query, and what everybody else may look at. */
export interface CheckedQuery extends Said {
  readonly name: string;
  readonly pairs: number;
  readonly recording: Recording;
  /** Null when nothing had to be timed, or nothing could be. */
  readonly time: TimeComparison | null;
}

/** A check: its queries, and what it took. */
export interface Check {
  readonly queries: readonly CheckedQuery[];
  /** Seconds: `measure` is the product's own, the rest is for the decisions of others. */
  readonly seconds: { readonly measure: number; readonly costs: number; readonly rivals: number };
}

/** Where a check runs. */
export interface CheckContext {
  readonly sides: BenchSides;
  readonly pinned: boolean;
  /** Elapsed ms of base in an earlier run, by name. */
  readonly stored: ReadonlyMap<string, readonly number[]>;
}

/** The product's own budgets: seconds of a case and of a run. */
const BUDGET = { caseMs: 10_000, runMs: 120_000 } as const;

/**
 * One check by the product's own code, from the first execution to the findings, over queries that are all changed. `stored` holds
 * what an earlier run has noted of base, by name.
 */
export async function runCheck(
  queries: readonly BenchQuery[],
  { sides, pinned, stored }: CheckContext,
): Promise<Check> {
  const recorders = queries.map((query) => ({
    query,
    base: recordSide(sides.base),
    head: recordSide(sides.head),
  }));
  const inputs = recorders.map(({ query: { name, base, head }, ...recorder }) => ({
    name,
    parameters: [],
    base: { side: recorder.base.side, sql: base, values: [] },
    head: { side: recorder.head.side, sql: head, values: [] },
    sameText: false,
  }));
  const start = performance.now();
  const { cases } = await measureCases(inputs, { sides, budget: BUDGET, pinned, planMode: 'custom' });
  const measured = performance.now();
  await sides.analyzeFresh();
  const costs: Recording['cost'][] = [];
  for (const { base, head } of queries) {
    costs.push({ base: await estimateCost(sides.base, base), head: await estimateCost(sides.fresh, head) });
  }
  const costed = performance.now();
  const checked: CheckedQuery[] = [];
  for (const [index, { query, base, head }] of recorders.entries()) {
    const measurement = cases[index];
    const cost = costs[index];
    if (measurement === undefined || cost === undefined) throw new Error(`${query.name} was not measured`);
    const recording = {
      base: await topUp(base, query.base),
      head: await topUp(head, query.head),
      stored: stored.get(query.name) ?? [],
      cost,
      blocks: { base: blocksOf(measurement.base), head: blocksOf(measurement.head) },
    };
    const { time } = measurement;
    checked.push({
      name: query.name,
      ...judgeChecked(query, measurement),
      pairs: time?.pairs ?? 0,
      recording,
      time,
    });
  }
  const seconds = {
    measure: (measured - start) / 1000,
    costs: (costed - measured) / 1000,
    rivals: (performance.now() - costed) / 1000,
  };
  return { queries: checked, seconds };
}

/** The first samples of each side only find out how long the statement is. */
const WARM_UPS = 2;

/** The samples that ours was decided on, and as many more as others ask for. */
async function topUp({ side, elapsedMs }: ReturnType<typeof recordSide>, sql: string) {
  while (elapsedMs.length < WARM_UPS + RIVAL_PAIRS) {
    const { length } = elapsedMs;
    await side.session.repeat({ text: sql, values: [], times: 1, isolated: true, immediate: true });
    if (elapsedMs.length === length) throw new Error('a sample was not recorded');
  }
  return elapsedMs.slice(WARM_UPS);
}

async function estimateCost({ session }: MeasuringSide, sql: string): Promise<number> {
  const { rows } = await session.query(`EXPLAIN (FORMAT JSON) ${sql}`);
  const { totalCost } = parseExplainJson(rows[0]?.['QUERY PLAN']).root;
  if (totalCost === undefined) throw new Error(`no cost of ${sql}`);
  return totalCost;
}

function blocksOf(outcome: CaseMeasurement['base']): number {
  return outcome?.kind === 'measured' ? outcome.work.blocks : 0;
}
