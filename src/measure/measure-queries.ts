import type { CaseMeasurement } from '../compare/measurement.ts';
import type { QueryPair } from '../compare/query-pair.ts';
import { isEqualQuery, type SelectedQuery } from '../compare/select-queries.ts';
import type { Progress } from '../progress.ts';
import type { Failure, Statement } from '../sql/statement.ts';
import type { BoundCase, ParameterValues } from './bind-parameters.ts';
import { measureCase, type TimeBudget } from './measure-case.ts';
import type { CaseSide } from './measure-work.ts';
import type { MeasuringSide } from './measuring-session.ts';
import { orderQueries } from './order-queries.ts';
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

/** Measures every selected query, one after the other, in the order of `orderQueries`; `progress` hears of each. */
export async function measureQueries(
  queries: readonly SelectedQuery[],
  sides: Sides,
  bind: BindQuery,
  budget: TimeBudget,
  progress: Progress,
): Promise<readonly MeasuredQuery[]> {
  const measured: MeasuredQuery[] = [];
  for (const [index, query] of orderQueries(queries).entries()) {
    progress.advance(index, queries.length, query.pair.name);
    measured.push(await measureQuery(query, sides, bind, budget));
  }
  return measured;
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

async function measureQuery(
  query: SelectedQuery,
  sides: Sides,
  bind: BindQuery,
  budget: TimeBudget,
): Promise<MeasuredQuery> {
  const { pair } = query;
  // Without a head there is nothing to judge; a text that parses to the same tree on the same database is the same query.
  if (!pair.head || isEqualQuery(query)) return { query, cases: [], failure: null };
  const unreadable = pair.head.failure ?? pair.base?.failure;
  if (unreadable) return { query, cases: [], failure: unreadable };
  const bound = await bind(pair);
  if ('failure' in bound) return { query, cases: [], failure: bound.failure };
  const cases: CaseMeasurement[] = [];
  for (const { name, parameters, base, head } of bound.cases) {
    cases.push(
      await measureCase({
        name,
        parameters,
        base: toSide(pair.base, base, sides.base),
        head: toSide(pair.head, head, sides.head),
        sameText: isEqualQuery(query),
        budget,
      }),
    );
  }
  return { query, cases, failure: null };
}

function toSide(statement: Statement | null, values: BoundCase['base'], side: MeasuringSide): CaseSide | null {
  return statement && values && { side, sql: statement.sql, values };
}
