import type { CaseMeasurement } from '../compare/measurement.ts';
import type { QueryPair } from '../compare/query-pair.ts';
import { isEqualQuery, type SelectedQuery } from '../compare/select-queries.ts';
import type { Progress } from '../progress.ts';
import type { Failure, Statement } from '../sql/statement.ts';
import type { BoundCase, ParameterValues } from './bind-parameters.ts';
import type { CaseSide } from './case-side.ts';
import type { ControlResult } from './duet/run-control.ts';
import type { CaseInput } from './measure-case.ts';
import { measureCases } from './measure-cases.ts';
import type { MeasuringSide } from './measuring-session.ts';
import { orderQueries } from './order-queries.ts';
import type { PlanMode } from './plan-mode.ts';
import type { BindQuery } from './values/bind-queries.ts';

/** What measuring found out about one query. */
export interface MeasuredQuery {
  readonly query: SelectedQuery;
  /** Empty when there was nothing to measure, or nothing could be. */
  readonly cases: readonly CaseMeasurement[];
  /** Why it could not be measured, or null. */
  readonly failure: Failure | null;
}

/** Parameter sets by query id or name. */
export type ParameterSets = Readonly<Record<string, Readonly<Record<string, ParameterValues>>>>;

/** Both sides; base and head are the same object where one database serves both. */
export interface Sides {
  readonly base: MeasuringSide;
  readonly head: MeasuringSide;
}

/** How the run measures. */
export interface MeasuringOptions {
  readonly sides: Sides;
  readonly bind: BindQuery;
  readonly planMode: PlanMode;
  /** Time for timed pairs: of one case, of the run; milliseconds. */
  readonly budget: { readonly caseMs: number; readonly runMs: number };
  /** The server is held to one core. */
  readonly pinned: boolean;
  /** Calls a minute, where they are known: what matters most is timed first. */
  readonly callsPerMinute: (pair: QueryPair) => number | null;
  readonly progress: Progress;
}

/** Everything that was measured in a run. */
export interface MeasuredRun {
  readonly queries: readonly MeasuredQuery[];
  /** Base against base; null where no verdict rests on time alone. */
  readonly control: ControlResult | null;
}

/** Measures every selected query, in the order of `orderQueries`: first the work of all cases, then the time of those that need it; `progress` hears of each. */
export async function measureQueries(
  queries: readonly SelectedQuery[],
  { sides, bind, planMode, budget, pinned, callsPerMinute, progress }: MeasuringOptions,
): Promise<MeasuredRun> {
  const prepared: PreparedQuery[] = [];
  for (const query of orderQueries(queries)) prepared.push(await prepareQuery(query, sides, bind));
  const inputs = prepared.flatMap(({ query, inputs }) => inputs.map((input) => ({ query, input })));
  const { cases, control } = await measureCases(
    inputs.map(({ query, input }) => ({ ...input, weight: callsPerMinute(query.pair) ?? 1 })),
    {
      sides,
      planMode,
      budget,
      pinned,
      onWork: (index) => progress.advance(index, inputs.length, inputs[index]?.query.pair.name),
      onVisit: (decided, of) => progress.advance(decided, of, 'comparing time'),
    },
  );
  let next = 0;
  const measured = prepared.map(({ query, inputs, failure }) => {
    const own = cases.slice(next, next + inputs.length);
    next += inputs.length;
    return { query, cases: own, failure };
  });
  return { queries: measured, control };
}

/** The sets that the config names for a query, by id before name, by head's before base's. */
export function setsOf(
  { id, name, base }: QueryPair,
  parameters: ParameterSets,
): ParameterSets[string] | undefined {
  const baseId = base && `${base.location.file}#${base.name ?? base.ordinal}`;
  const key = [id, name, baseId, base?.name].find(
    (candidate) => candidate && Object.hasOwn(parameters, candidate),
  );
  return key ? parameters[key] : undefined;
}

/** A query with the cases that are to be measured, or why there are none. */
interface PreparedQuery {
  readonly query: SelectedQuery;
  readonly inputs: readonly CaseInput[];
  readonly failure: Failure | null;
}

async function prepareQuery(query: SelectedQuery, sides: Sides, bind: BindQuery): Promise<PreparedQuery> {
  const { pair } = query;
  // Without a head there is nothing to judge; a text that parses to the same tree on the same database is the same query.
  if (!pair.head || isEqualQuery(query)) return { query, inputs: [], failure: null };
  const unreadable = pair.head.failure ?? pair.base?.failure;
  if (unreadable) return { query, inputs: [], failure: unreadable };
  const bound = await bind(pair);
  if ('failure' in bound) return { query, inputs: [], failure: bound.failure };
  const inputs = bound.cases.map(({ name, parameters, parametersFrom, base, head }) => ({
    name,
    parameters,
    ...(parametersFrom ? { parametersFrom } : {}),
    base: toSide(pair.base, base, sides.base),
    head: toSide(pair.head, head, sides.head),
    sameText: isEqualQuery(query),
    databaseChanged: query.evidence.changes.length > 0,
  }));
  return { query, inputs, failure: null };
}

function toSide(statement: Statement | null, values: BoundCase['base'], side: MeasuringSide): CaseSide | null {
  return statement && values && { side, sql: statement.sql, values };
}
