import type { TypeFacts } from '../catalog/type-facts.ts';
import type { Segment } from '../checks/limits.ts';
import { type Expression, sql } from '../sql/expression.ts';
import { floatLiteral } from '../sql/literals.ts';
import { closeSegments, countInSegments, placeInSegments } from './place-in-segments.ts';
import type { ValueFamily } from './value-kind.ts';

/** Seconds since 1970 of 2026-01-01 UTC, the last moment that times reach when nobody says: a fixed day. */
const LAST_MOMENT = 1_767_225_600;
const DAY = 86_400;
/** Two years, 2024 being a leap year. */
const USUAL_DAYS = 731;

interface TimeType {
  /** Seconds; days for a date. */
  readonly unit: number;
  readonly usual: Segment;
  readonly range: Segment;
  readonly followsRows: boolean;
  render(value: Expression): Expression;
}

const moments = {
  unit: 1,
  usual: { from: LAST_MOMENT - USUAL_DAYS * DAY, to: LAST_MOMENT - 1 },
  // 1 to 9999 A.D.
  range: { from: -62_135_596_800, to: 253_402_300_799 },
  followsRows: true,
};
const clock = { unit: 1, usual: { from: 0, to: DAY - 1 }, range: { from: 0, to: DAY - 1 }, followsRows: false };

const TIMES: Readonly<Record<string, TimeType>> = {
  timestamptz: { ...moments, render: (value) => sql`pg_catalog.to_timestamp(${value}::float8)` },
  timestamp: { ...moments, render: (value) => sql`(timestamp '1970-01-01' + ${value} * interval '1 second')` },
  date: {
    unit: 1,
    usual: { from: LAST_MOMENT / DAY - USUAL_DAYS, to: LAST_MOMENT / DAY - 1 },
    range: { from: -719_162, to: 2_932_896 },
    followsRows: true,
    render: (value) => sql`(date '1970-01-01' + (${value})::int)`,
  },
  time: { ...clock, render: (value) => sql`(time '00:00' + ${value} * interval '1 second')` },
  timetz: { ...clock, render: (value) => sql`(time '00:00' + ${value} * interval '1 second')::text::timetz` },
  interval: {
    unit: 1,
    usual: { from: 60, to: 30 * DAY },
    range: { from: 0, to: 1000 * 365 * DAY },
    followsRows: false,
    render: (value) => sql`(${value} * interval '1 second')`,
  },
};

/** How a time's values are numbers; undefined for a type that is no time. */
export function describeTime({ typeName, builtIn }: TypeFacts): TimeType | undefined {
  return builtIn ? TIMES[typeName] : undefined;
}

/** Times, dates and intervals, spread over their whole range. */
export const times: ValueFamily = (type, { limits }) => {
  const time = describeTime(type);
  if (time === undefined) return undefined;
  const segments = closeSegments(limits.segments, time.usual, time.range);
  const isOpen = limits.segments.some(({ from, to }) => !Number.isFinite(from) && !Number.isFinite(to));
  const whole = segments.length === 0 ? 0 : countInSegments(segments, time.unit);
  const isDate = type.typeName === 'date';
  return {
    // A date that has to differ in every row goes further back; other times have microseconds.
    capacity: isDate ? (isOpen ? time.usual.to - time.range.from : whole) : whole * 1e6,
    usual: (rows) =>
      time.followsRows ? Math.max(1, Math.min(whole, Math.max(rows, 10))) : Math.min(whole, 1000),
    mayAllDiffer: time.followsRows && !isDate,
    followsRows: time.followsRows,
    render(index, count) {
      const earlier = count > whole && isDate && isOpen;
      const stretched = earlier ? [{ from: time.usual.to - count + 1, to: time.usual.to }] : segments;
      const unit = count > whole && !isDate ? time.unit / Math.ceil(count / Math.max(1, whole)) : time.unit;
      return time.render(placeInSegments(index, { segments: stretched, unit, stretchTo: count }, floatLiteral));
    },
  };
};
