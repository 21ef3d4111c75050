import type { CaseMeasurement, SideOutcome, TimeComparison } from '../../src/compare/measurement.ts';
import type { QueryPair } from '../../src/compare/query-pair.ts';
import { planWork } from '../../src/plan/work.ts';
import { buildReport, type JudgedQuery, type ReportInput } from '../../src/report/build-report.ts';
import type { Report } from '../../src/report/report-schema.ts';
import { judgeQuery } from '../../src/rules/judge-query.ts';
import { resolveRules } from '../../src/rules/policy.ts';
import type { Failure, Statement } from '../../src/sql/statement.ts';
import { recordedPlan } from '../plan/recorded-plans.ts';

/** What a test says of a query; the rest is filled in as a run would. */
export interface SampleQuery {
  readonly name: string;
  readonly file?: string;
  readonly line?: number;
  /** SQL text of each side; null where the side has no query. */
  readonly base?: string | null;
  readonly head?: string | null;
  readonly cases?: readonly CaseMeasurement[];
  readonly failure?: Failure;
  readonly movedBy?: readonly string[];
  readonly because?: readonly string[];
}

/** A side that was measured with a recorded plan. */
function measured(plan: string, ms: number): SideOutcome {
  const recorded = recordedPlan(plan);
  return { kind: 'measured', work: planWork(recorded), plan: recorded, executionMs: [ms] };
}

/** The paired times of two medians, sure by 12 pairs unless something else is said. */
export function timed(baseMs: number, headMs: number, overrides: Partial<TimeComparison> = {}): TimeComparison {
  const estimate = headMs / baseMs;
  return {
    verdict: estimate > 1.15 ? 'slower' : 'not-slower',
    pairs: 12,
    estimate,
    low: estimate * 0.95,
    high: estimate * 1.05,
    differenceMs: headMs - baseMs,
    clock: 'execution',
    trusted: false,
    ...overrides,
  };
}

/** A case between two recorded plans with the times given. */
export function caseOf(
  plans: readonly [string, string],
  ms: readonly [number, number] | null,
  rest: Partial<CaseMeasurement> = {},
): CaseMeasurement {
  return {
    name: 'default',
    parameters: [],
    base: measured(plans[0], ms?.[0] ?? 1),
    head: measured(plans[1], ms?.[1] ?? 1),
    time: ms && timed(...ms),
    ...rest,
  };
}

/** A query judged with the default rules. */
function judged(sample: SampleQuery): JudgedQuery {
  const { name, file = 'queries/orders.sql', line = 1, cases = [], failure = null, movedBy = [] } = sample;
  const { base = 'SELECT 1', head = 'SELECT 1' } = sample;
  const change = base === null ? 'added' : head === null ? 'removed' : base === head ? 'same' : 'changed';
  const because = sample.because ?? (change === 'same' ? movedBy : [`text ${change}`]);
  const pair: QueryPair = {
    id: `${file}#${name}`,
    name,
    location: { file, line, endLine: line + 4 },
    change,
    because,
    base: base === null ? null : statement(name, file, line, base),
    head: head === null ? null : statement(name, file, line, head),
  };
  const rules = resolveRules({}, [], { id: pair.id, name, file, relations: [] });
  return { ...judgeQuery({ pair, cases, failure, rules }), pair, because, movedBy, cases };
}

/** A report of these queries, on a server that is always the same. */
export function sampleReport(samples: readonly SampleQuery[], rest: Partial<ReportInput> = {}): Report {
  return buildReport({
    base: { ref: 'main', sha: '4d1f0c2a9b7e4d1f0c2a9b7e4d1f0c2a9b7e4d1f' },
    head: { ref: 'faster-orders', sha: '9e8d7c6b5a493827160594837261504a3b2c1d0e' },
    environment: {
      provider: 'embedded',
      serverVersion: '18.4',
      settings: { work_mem: '16MB', random_page_cost: '1.1' },
      pinned: true,
      clock: 'cpu',
      control: { outcome: 'passed', compared: 3, slower: 0 },
      machine: { cores: 2, cpuModel: 'Some CPU @ 2.50GHz', stealPercent: 1.26, cpuMs: 8200, waitMs: 340 },
    },
    queries: samples.map(judged),
    notAffected: 328,
    failOn: 'error',
    databases: { how: 'head-adds-migrations', reasons: ['db/migrations/004_drop.sql is new'] },
    durations: {
      sources: 412.3,
      server: 2789,
      schema: 213,
      seed: 22035,
      clone: 1454,
      select: 293,
      measure: 1218,
    },
    ...rest,
  });
}

function statement(name: string, file: string, line: number, text: string): Statement {
  return {
    location: { file, line, endLine: line + 4 },
    name,
    ordinal: 1,
    text,
    sql: text,
    kind: 'select',
    parameters: [],
    canonical: text,
    fingerprint: text,
    failure: null,
  };
}
