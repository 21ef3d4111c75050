import type { CaseMeasurement } from '../../src/compare/measurement.ts';
import { measureCases } from '../../src/measure/measure-cases.ts';
import type { MeasuringSide } from '../../src/measure/measuring-session.ts';
import { parseExplainJson } from '../../src/plan/parse-explain-json.ts';
import { judgeQuery } from '../../src/rules/judge-query.ts';
import { resolveRules } from '../../src/rules/policy.ts';
import type { Statement } from '../../src/sql/statement.ts';
import type { BenchSides } from './bench-server.ts';
import { type Recording, RIVAL_PAIRS } from './pair-samples.ts';
import { recordSide } from './recording-side.ts';

/** Both texts of one query. */
export interface BenchQuery {
  readonly name: string;
  readonly base: string;
  readonly head: string;
}

/** What the product said of one query, and what everybody else may look at. */
export interface CheckedQuery {
  readonly name: string;
  readonly ours: 'error' | 'warning' | 'inconclusive' | 'quiet';
  readonly pairs: number;
  readonly recording: Recording;
  readonly measurement: CaseMeasurement;
}

/** Where a check runs. */
export interface CheckContext {
  readonly sides: BenchSides;
  readonly pinned: boolean;
  /** Elapsed ms of base in an earlier run, by name. */
  readonly stored: ReadonlyMap<string, readonly number[]>;
  /** Makes the statistics of base's database anew. */
  readonly analyze: () => Promise<void>;
}

/** The product's own budgets: seconds of a case and of a run. */
const BUDGET = { caseMs: 10_000, runMs: 120_000 } as const;

/**
 * One check by the product's own code, from the first execution to the findings, over queries that are all changed. `stored` holds
 * what an earlier run has noted of base, by name.
 */
export async function runCheck(
  queries: readonly BenchQuery[],
  { sides, pinned, stored, analyze }: CheckContext,
): Promise<readonly CheckedQuery[]> {
  const recorders = queries.map(() => ({ base: recordSide(sides.base), head: recordSide(sides.head) }));
  const inputs = queries.map(({ name, base, head }, index) => {
    const recorder = recorders[index];
    if (recorder === undefined) throw new Error(`${name} has no recorder`);
    return {
      name,
      parameters: [],
      base: { side: recorder.base.side, sql: base, values: [] },
      head: { side: recorder.head.side, sql: head, values: [] },
      sameText: false,
    };
  });
  const { cases } = await measureCases(inputs, { sides, budget: BUDGET, pinned, planMode: 'custom' });
  const baseCosts = await estimateCosts(
    sides.base,
    queries.map(({ base }) => base),
  );
  // Another run's server has other statistics of the same rows.
  await analyze();
  const headCosts = await estimateCosts(
    sides.head,
    queries.map(({ head }) => head),
  );
  const checked: CheckedQuery[] = [];
  for (const [index, query] of queries.entries()) {
    const measurement = cases[index];
    const recorder = recorders[index];
    if (measurement === undefined || recorder === undefined) throw new Error(`${query.name} was not measured`);
    const recording = {
      base: await topUp(recorder.base, query.base),
      head: await topUp(recorder.head, query.head),
      stored: stored.get(query.name) ?? [],
      cost: { base: baseCosts[index] ?? 0, head: headCosts[index] ?? 0 },
      blocks: { base: blocksOf(measurement.base), head: blocksOf(measurement.head) },
    };
    const ours = judge(query, measurement);
    checked.push({ name: query.name, ours, pairs: measurement.time?.pairs ?? 0, recording, measurement });
  }
  return checked;
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

async function estimateCosts(side: MeasuringSide, texts: readonly string[]): Promise<number[]> {
  const costs: number[] = [];
  for (const text of texts) costs.push(await estimateCost(side, text));
  return costs;
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

function judge(query: BenchQuery, measurement: CaseMeasurement): CheckedQuery['ours'] {
  const rules = resolveRules({}, [], { id: query.name, name: query.name, file: 'bench.sql', relations: [] });
  const location = { file: 'bench.sql', line: 1, endLine: 1 };
  const { status, findings } = judgeQuery({
    pair: {
      id: query.name,
      name: query.name,
      location,
      change: 'changed',
      because: ['text changed'],
      base: toStatement(query.name, query.base),
      head: toStatement(query.name, query.head),
    },
    cases: [measurement],
    failure: null,
    rules,
  });
  const severities = new Set(findings.map(({ severity }) => severity));
  if (severities.has('error')) return 'error';
  if (severities.has('warning')) return 'warning';
  return status === 'inconclusive' ? 'inconclusive' : 'quiet';
}

function toStatement(name: string, sql: string): Statement {
  return {
    location: { file: 'bench.sql', line: 1, endLine: 1 },
    name,
    ordinal: 1,
    text: sql,
    sql,
    kind: 'select',
    parameters: [],
    canonical: null,
    fingerprint: null,
    failure: null,
  };
}
