import type { GrowthMeasurement, RelationSize } from '../../compare/growth.ts';
import type { CaseMeasurement } from '../../compare/measurement.ts';
import type { QueryPair } from '../../compare/query-pair.ts';
import type { MeasuredQuery } from '../measure-queries.ts';
import { measureWork } from '../measure-work.ts';
import type { MeasuringSide } from '../measuring-session.ts';
import type { BindQuery } from '../values/bind-queries.ts';

/** A tenth of head's data, ready to be measured on. */
export interface Tenth {
  readonly side: MeasuringSide;
  readonly sizes: readonly RelationSize[];
}

/** What measuring growth needs of the run. */
export interface GrowthContext {
  readonly bind: BindQuery;
  /** Whether a query is to be judged by its growth. */
  readonly wants: (pair: QueryPair) => boolean;
  /**
   * Is told the values of all these cases, which it keeps rows of, and gives null where there is no tenth. Not called when no
   * new query was measured.
   */
  readonly openTenth: (values: readonly string[]) => Promise<Tenth | null>;
}

/** Runs the cases of new queries on a tenth of the data, and gives all queries back, those with their growth. */
export async function measureGrowth(
  measured: readonly MeasuredQuery[],
  { bind, wants, openTenth }: GrowthContext,
): Promise<readonly MeasuredQuery[]> {
  const fresh = measured.filter(
    ({ query: { pair }, cases }) => wants(pair) && cases.some(({ head }) => head?.kind === 'measured'),
  );
  if (fresh.length === 0) return measured;
  const values = fresh.flatMap(({ cases }) => cases.flatMap(({ parameters }) => parameters));
  const tenth = await openTenth(values.filter((value) => value !== null));
  if (tenth === null) return measured;
  const grown = new Map<MeasuredQuery, MeasuredQuery>();
  for (const query of fresh) {
    const cases = await measureCases(query, bind, tenth);
    grown.set(query, { ...query, cases });
  }
  return measured.map((query) => grown.get(query) ?? query);
}

/** One after the other: they share a backend. */
async function measureCases(
  { query: { pair }, cases }: MeasuredQuery,
  bind: BindQuery,
  tenth: Tenth,
): Promise<readonly CaseMeasurement[]> {
  const bound = await bind(pair);
  if ('failure' in bound || !pair.head) return cases;
  const { sql } = pair.head;
  const grown: CaseMeasurement[] = [];
  for (const item of cases) {
    const values = bound.cases.find(({ name }) => name === item.name)?.head;
    const isMeasurable = item.head?.kind === 'measured' && values;
    grown.push(isMeasurable ? { ...item, growth: await measureCase(sql, values, tenth) } : item);
  }
  return grown;
}

async function measureCase(
  sql: string,
  values: readonly unknown[],
  { side, sizes }: Tenth,
): Promise<GrowthMeasurement> {
  const { outcome } = await measureWork({ side, sql, values });
  return { tenth: outcome, sizes };
}
