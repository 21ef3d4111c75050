import type { CaseMeasurement } from '../measurement.ts';
import { median } from '../median.ts';
import type { QueryPair } from '../query-pair.ts';
import { isSurelyMore } from '../time-steps.ts';
import { compareWork } from '../work-delta.ts';

/** What a query's change costs the database, by how often the query runs. */
export interface QueryLoad {
  readonly callsPerMinute: number;
  /** Milliseconds of one execution, head − base; 0 where no difference is sure, null where time was not compared. */
  readonly addedMsPerCall: number | null;
  /** CPU-seconds per second; null where time was not compared. */
  readonly addedLoad: number | null;
}

/** One query's part in what the whole change adds, CPU-seconds per second. */
export interface LoadShare {
  readonly callsPerMinute: number;
  readonly addedMsPerCall: number;
  readonly addedLoad: number;
  /** Of the whole change. */
  readonly runLoad: number;
  /** Of the whole change without the queries that add more than this one: above the budget, this one has to be told of. */
  readonly leftLoad: number;
  /** Of `leftLoad`, what a confirmed time or more work proves. */
  readonly sureLeftLoad: number;
}

/** What is known of a query before it is weighed. */
export interface MeasuredCases {
  readonly query: { readonly pair: QueryPair };
  readonly cases: readonly CaseMeasurement[];
}

/** The queries with their loads, and the sum of these; null where no query has both a frequency and a time. */
export interface WeighedLoad<Measured extends MeasuredCases> {
  readonly measured: readonly (Measured & { readonly load: QueryLoad | null })[];
  readonly runLoad: number | null;
}

const MS_PER_MINUTE = 60_000;

/**
 * Adds up what the change costs: (head ms − base ms) × calls a minute ÷ 60,000. A difference counts when its 95 % interval lies
 * on one side of 0, a new query with all of its time. Of several parameter sets `typical` stands for the query, or the first
 * one, which gets its share for the rules to judge.
 */
export function weighLoad<Measured extends MeasuredCases>(
  measured: readonly Measured[],
  callsPerMinute: (pair: QueryPair) => number | null,
): WeighedLoad<Measured> {
  const weighed = measured.map((one) => ({ one, ...weighQuery(one, callsPerMinute(one.query.pair)) }));
  const adding = weighed
    .flatMap(({ one, load, isSure }) => (load?.addedLoad ? [{ one, load, added: load.addedLoad, isSure }] : []))
    .toSorted((a, b) => b.added - a.added);
  const sum = (entries: readonly { readonly added: number }[]) =>
    entries.reduce((total, { added }) => total + added, 0);
  const runLoad = sum(adding);
  const shares = new Map<Measured, LoadShare>();
  for (const [index, { one, load, added }] of adding.entries()) {
    if (added <= 0) continue;
    const left = adding.slice(index);
    shares.set(one, {
      callsPerMinute: load.callsPerMinute,
      addedMsPerCall: load.addedMsPerCall ?? 0,
      addedLoad: added,
      runLoad,
      leftLoad: sum(left),
      // What is saved is taken off whether it is sure or not.
      sureLeftLoad: sum(left.filter((entry) => entry.isSure || entry.added < 0)),
    });
  }
  return {
    measured: weighed.map(({ one, load }) => {
      const share = shares.get(one);
      return { ...one, load, cases: share ? withShare(one.cases, share) : one.cases };
    }),
    runLoad: weighed.some(({ load }) => load?.addedLoad !== null && load !== null) ? runLoad : null,
  };
}

function weighQuery(
  { cases }: MeasuredCases,
  calls: number | null,
): { readonly load: QueryLoad | null; readonly isSure: boolean } {
  if (calls === null) return { load: null, isSure: false };
  const standing = standingCase(cases);
  const addedMsPerCall = standing === undefined ? null : addedMs(standing);
  const addedLoad = addedMsPerCall === null ? null : (addedMsPerCall * calls) / MS_PER_MINUTE;
  return {
    load: { callsPerMinute: calls, addedMsPerCall, addedLoad },
    isSure: standing ? isProven(standing) : false,
  };
}

/** The case that stands for what the query usually does. */
function standingCase(cases: readonly CaseMeasurement[]): CaseMeasurement | undefined {
  return cases.find(({ name }) => name === 'typical') ?? cases[0];
}

function addedMs({ base, head, time }: CaseMeasurement): number | null {
  if (head?.kind !== 'measured') return null;
  if (base === null) return median(head.executionMs);
  if (base.kind !== 'measured' || time === null) return null;
  return time.low > 1 || time.high < 1 ? time.differenceMs : 0;
}

/** More time that was confirmed, or that more work explains (MEASURING section 4); a new query has neither. */
function isProven({ base, head, time }: CaseMeasurement): boolean {
  if (base?.kind !== 'measured' || head?.kind !== 'measured' || time === null) return false;
  if (time.verdict === 'slower' && time.trusted) return true;
  const { blocks } = compareWork(base.work, head.work);
  return isSurelyMore(time) && blocks.ratio >= MORE_WORK.ratio && blocks.difference >= MORE_WORK.blocks;
}

/** MEASURING section 4. */
const MORE_WORK = { ratio: 1.25, blocks: 32 } as const;

function withShare(cases: readonly CaseMeasurement[], load: LoadShare): readonly CaseMeasurement[] {
  const standing = standingCase(cases);
  return cases.map((one) => (one === standing ? { ...one, load } : one));
}
