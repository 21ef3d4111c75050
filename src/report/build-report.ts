import { type CaseGrowth, estimateGrowth } from '../compare/estimate-growth.ts';
import type { QueryLoad } from '../compare/load/weigh-load.ts';
import type {
  CaseMeasurement,
  GenericOutcome,
  ParametersFrom,
  SideOutcome,
  TriggerWork,
} from '../compare/measurement.ts';
import { median } from '../compare/median.ts';
import type { QueryPair } from '../compare/query-pair.ts';
import { diffPlans } from '../plan/diff-plans.ts';
import { rowsReturned } from '../plan/rows-returned.ts';
import type { Judgement } from '../rules/judge-query.ts';
import { STATUSES, type Status } from '../rules/status.ts';
import { decideVerdict, type FailOn } from '../rules/verdict.ts';
import type { CaseReport, MeasuredSide, QueryReport, Report, SideReport } from './report-schema.ts';
import { countLevels, KEPT_LEVELS, shortenPlan } from './shorten-plan.ts';
import { type RunWaivers, waiverStates, warnOfWaiver } from './waiver-states.ts';
import { worstFirst } from './worst-first.ts';

/** A checked query with everything that is said of it. */
export interface JudgedQuery extends Judgement {
  readonly pair: QueryPair;
  /** Why it was checked. */
  readonly because: readonly string[];
  /** What can have moved it. */
  readonly movedBy: readonly string[];
  readonly cases: readonly CaseMeasurement[];
  /** What it costs by how often it runs; null or left out where that is not known. */
  readonly load?: QueryLoad | null;
}

/** All that a report is made of. */
export interface ReportInput extends Pick<Report, 'base' | 'head' | 'environment'> {
  readonly queries: readonly JudgedQuery[];
  /** Queries that the change does not touch. */
  readonly notAffected: number;
  /** Query files that were left alone, because they are equal on both sides. */
  readonly unchangedFiles?: number;
  readonly failOn: FailOn;
  readonly databases?: Report['databases'];
  readonly notChecked?: readonly NonNullable<Report['notChecked']>[number][];
  /** A file that the change touches is among them because it could not be read. */
  readonly isIncomplete?: boolean;
  readonly warnings?: readonly string[];
  /** CPU that the change adds, seconds per second; null where it is not known. */
  readonly runLoad?: number | null;
  readonly waivers?: RunWaivers;
  /** Milliseconds by step. */
  readonly durations?: Readonly<Record<string, number>>;
}

/** Makes the report: every query once, worst first, then by id. Pure. */
export function buildReport(input: ReportInput): Report {
  const { base, head, environment, databases, notChecked, durations, notAffected, unchangedFiles = 0 } = input;
  const waivers = waiverStates(input.waivers, input.queries);
  const warnings = [
    ...(input.warnings ?? []),
    ...warnOfControl(input.environment),
    ...(input.waivers?.problems ?? []),
    ...waivers.flatMap(warnOfWaiver),
    ...input.queries.flatMap(warnOfCutPlans),
  ];
  const counts = countStatuses(input.queries);
  return {
    schemaVersion: 1,
    verdict: decideVerdict(input.queries, input.failOn, input.isIncomplete),
    base,
    head,
    environment,
    summary: {
      checked: input.queries.length,
      notAffected,
      ...(unchangedFiles > 0 ? { unchangedFiles } : {}),
      regressed: counts.regressed,
      improved: counts.improved,
      planChanged: counts['plan-changed'],
      unchanged: counts.unchanged,
      new: counts.new,
      removed: counts.removed,
      inconclusive: counts.inconclusive,
    },
    queries: worstFirst(input.queries.map(toQueryReport)),
    ...(input.runLoad === undefined || input.runLoad === null ? {} : { addedLoad: input.runLoad }),
    ...(databases ? { databases } : {}),
    ...(waivers.length > 0 ? { waivers: waivers.map((waiver) => ({ ...waiver })) } : {}),
    ...(notChecked && notChecked.length > 0 ? { notChecked: [...notChecked] } : {}),
    ...(warnings.length > 0 ? { warnings } : {}),
    ...(durations ? { durations: { ...durations } } : {}),
  };
}

/** A machine on which base differs from base. */
function warnOfControl(environment: Report['environment']): readonly string[] {
  const control = environment?.control;
  if (control?.outcome !== 'failed') return [];
  return [
    `this machine could not be trusted today: base against base was slower in ${control.slower} of ${control.compared} comparisons, so time alone only warns`,
  ];
}

function countStatuses(queries: readonly { readonly status: Status }[]): Record<Status, number> {
  const counts = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
  for (const { status } of queries) counts[status] += 1;
  return counts;
}

function warnOfCutPlans({ pair, cases }: JudgedQuery): string[] {
  const plans = cases.flatMap(({ base, head }) => [planOf(base), planOf(head)]).filter((plan) => plan !== null);
  const levels = Math.max(0, ...plans.map(countLevels));
  return levels > KEPT_LEVELS
    ? [`${pair.id}: its plan has ${levels} levels, the report keeps ${KEPT_LEVELS}`]
    : [];
}

function toQueryReport({
  pair,
  because,
  movedBy,
  cases,
  status,
  findings,
  failure,
  load,
}: JudgedQuery): QueryReport {
  const { id, name, location, change, base, head } = pair;
  return {
    id,
    name,
    location: { file: location.file, line: location.line, endLine: location.endLine },
    change,
    because: [...because],
    status,
    movedBy: [...movedBy],
    findings: findings.map((finding) => ({ ...finding })),
    cases: cases.map(toCaseReport),
    failure: failure && { kind: failure.kind, message: failure.message },
    sql: { base: base?.text ?? null, head: head?.text ?? null },
    ...(load ? { load: { ...load } } : {}),
  };
}

function toOriginReport(from: ParametersFrom): NonNullable<CaseReport['parametersFrom']> {
  return from.source === 'rows' ? { ...from, relations: [...from.relations] } : { source: from.source };
}

function toCaseReport(measurement: CaseMeasurement): CaseReport {
  const { name, parameters, parametersFrom, base, head, time, untimed, generic } = measurement;
  const growth = estimateGrowth(measurement);
  const { base: basePlan, head: headPlan } = { base: planOf(base), head: planOf(head) };
  return {
    name,
    parameters: [...parameters],
    ...(parametersFrom ? { parametersFrom: toOriginReport(parametersFrom) } : {}),
    base: toSideReport(base),
    head: toSideReport(head),
    timeRatio: time && {
      estimate: time.estimate,
      low: time.low,
      high: time.high,
      verdict: time.verdict,
      pairs: time.pairs,
      differenceMs: time.differenceMs,
      clock: time.clock,
      trusted: time.trusted,
      ...(time.doubt ? { doubt: time.doubt } : {}),
    },
    ...(untimed === undefined ? {} : { untimed }),
    planDiff: basePlan && headPlan ? diffPlans(basePlan, headPlan).map((change) => ({ ...change })) : [],
    ...(time ? timePairsOf(base, head) : {}),
    ...(growth ? { growth: toGrowthReport(growth) } : {}),
    ...(generic
      ? { generic: { base: toGenericReport(generic.base), head: toGenericReport(generic.head) } }
      : {}),
  };
}

function toGrowthReport({ relations, rowsOut, projected }: CaseGrowth): NonNullable<CaseReport['growth']> {
  return {
    relations: relations.map(({ relation, rows, blocks, exponent, productionRows, projectedBlocks }) => ({
      ...{ relation, rows, blocks, exponent, productionRows, projectedBlocks },
    })),
    rowsOut,
    projected,
  };
}

/** Most timed pairs that a report keeps; the decision rule stops at 40. */
const KEPT_PAIRS = 100;

function timePairsOf(base: SideOutcome | null, head: SideOutcome | null): Pick<CaseReport, 'timePairs'> {
  if (base?.kind !== 'measured' || head?.kind !== 'measured') return {};
  const pairs = base.executionMs.slice(0, KEPT_PAIRS).flatMap((ms, index): [number, number][] => {
    const other = head.executionMs[index];
    return other === undefined ? [] : [[round(ms), round(other)]];
  });
  return pairs.length > 0 ? { timePairs: pairs } : {};
}

/** To the microsecond: no clock here is finer. */
function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

function toGenericReport(generic: GenericOutcome | null): NonNullable<CaseReport['generic']>['base'] {
  const outcome = toSideReport(generic?.outcome ?? null);
  return generic && outcome && { outcome, isChosen: generic.isChosen };
}

function planOf(outcome: SideOutcome | null) {
  return outcome?.kind === 'measured' ? outcome.plan : null;
}

function toSideReport(outcome: SideOutcome | null): SideReport {
  switch (outcome?.kind) {
    case undefined:
      return null;
    case 'failed':
      return { failure: { kind: 'error', message: outcome.message, sqlState: outcome.sqlState } };
    case 'timed-out':
      return { failure: { kind: 'timeout', message: `did not end within ${outcome.afterMs} ms` } };
    case 'measured': {
      const { work, plan, executionMs, triggers, uncounted } = outcome;
      const { blocks, tempBlocks, rowsProcessed, walBytes } = work;
      // A stored baseline has no time.
      const time = { median: executionMs.length > 0 ? median(executionMs) : 0, samples: executionMs.length };
      return {
        ...{ blocks, tempBlocks, rowsProcessed, walBytes, executionMs: time, plan: shortenPlan(plan) },
        rowsReturned: rowsReturned(plan),
        ...(triggers ? { triggers: toTriggerReport(triggers) } : {}),
        ...(uncounted === undefined ? {} : { uncounted }),
      };
    }
  }
}

function toTriggerReport({ fired, ...work }: TriggerWork): MeasuredSide['triggers'] {
  return {
    ...work,
    fired: fired.map(({ foreignKey, ...trigger }) => ({
      ...trigger,
      foreignKey: foreignKey && { ...foreignKey, columns: [...foreignKey.columns] },
    })),
  };
}
