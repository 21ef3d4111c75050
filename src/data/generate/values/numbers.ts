import type { TypeFacts } from '../catalog/type-facts.ts';
import type { Segment } from '../checks/limits.ts';
import { sql } from '../sql/expression.ts';
import { bigintLiteral, floatLiteral } from '../sql/literals.ts';
import { closeSegments, countInSegments, placeInSegments } from './place-in-segments.ts';
import type { ValueFamily } from './value-kind.ts';

interface NumberType {
  readonly unit: number;
  readonly range: Segment;
  readonly asNumber: (value: number) => string;
}

const INTEGERS: Readonly<Record<string, number>> = {
  int2: 2 ** 15 - 1,
  int4: 2 ** 31 - 1,
  // What a double still tells apart.
  int8: Number.MAX_SAFE_INTEGER,
  oid: 2 ** 31 - 1,
};
/** Digits behind the point of a numeric that does not say. */
const USUAL_SCALE = 2;
/** Different numbers in a column that says nothing. */
const USUAL_NUMBERS = 10_000;

/** Smallest step between two values, and the largest range; undefined for a type that is no number. */
export function describeNumber({ typeName, builtIn, precision, scale }: TypeFacts): NumberType | undefined {
  if (!builtIn) return undefined;
  const most = INTEGERS[typeName];
  if (most !== undefined) {
    return { unit: 1, range: { from: typeName === 'oid' ? 1 : -most, to: most }, asNumber: bigintLiteral };
  }
  const symmetric = (to: number): Segment => ({ from: -to, to });
  if (typeName === 'numeric') {
    const digits = scale ?? USUAL_SCALE;
    const unit = 10 ** -digits;
    const to = precision === null ? Number.MAX_SAFE_INTEGER * unit : 10 ** (precision - digits) - unit;
    return {
      unit,
      range: symmetric(Math.min(to, Number.MAX_SAFE_INTEGER * unit)),
      asNumber: (value) => `(${toDecimal(value, digits)})::numeric`,
    };
  }
  if (typeName === 'money')
    return { unit: 0.01, range: symmetric(1e12), asNumber: (value) => `(${toDecimal(value, 2)})::numeric` };
  if (typeName === 'float4') return { unit: 0.25, range: symmetric(2 ** 20), asNumber: floatLiteral };
  return typeName === 'float8' ? { unit: 0.01, range: symmetric(2 ** 40), asNumber: floatLiteral } : undefined;
}

/** Whole numbers, decimals, floating point and money. */
export const numbers: ValueFamily = (type, { limits, sequence, stretch }) => {
  const number = describeNumber(type);
  if (number === undefined) return undefined;
  const { unit, range, asNumber } = number;
  const usual = { from: unit === 1 ? 1 : unit, to: range.to };
  const segments = closeSegments(limits.segments, usual, range);
  const capacity = countInSegments(segments, unit);
  const bounded = limits.segments.every(({ from, to }) => Number.isFinite(from) && Number.isFinite(to));
  return {
    capacity: segments.length === 0 ? 0 : capacity,
    usual: (rows) =>
      bounded && capacity <= USUAL_NUMBERS
        ? capacity
        : Math.min(capacity, USUAL_NUMBERS, Math.max(10, rows / 4)),
    mayAllDiffer: false,
    followsRows: false,
    render(index, count) {
      if (sequence !== null && unit === 1 && !stretch) {
        return sql`(${bigintLiteral(sequence.start)} + ${index} * ${bigintLiteral(sequence.increment)})::${type.name}`;
      }
      const place = { segments, unit, stretchTo: stretch ? count : undefined };
      return sql`${placeInSegments(index, place, asNumber)}::${type.name}`;
    },
  };
};

function toDecimal(value: number, digits: number): string {
  return digits >= 0 ? value.toFixed(Math.min(digits, 100)) : String(value);
}
