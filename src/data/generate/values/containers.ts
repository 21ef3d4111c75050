import { NO_LIMITS } from '../checks/limits.ts';
import { scatteringStep } from '../draws/permute.ts';
import { type Expression, sql, sqlList } from '../sql/expression.ts';
import type { ValueFamily, ValueWish } from './value-kind.ts';

/** Average number of elements of an array that says nothing. */
const USUAL_ELEMENTS = 3;
const MOST_ELEMENTS = 200;
/** Different first elements of an array: enough to search for, few enough to find something. */
const USUAL_DISTINCT = 1000;

/** Arrays of any type: from one element to twice the average less one. */
export const arrays: ValueFamily = (type, wish, kindOf) => {
  if (type.kind !== 'array' || type.inner === null) return undefined;
  const element = kindOf(type.inner, { ...plainWish(wish), length: undefined });
  if (element === undefined) return undefined;
  const average = Math.max(1, Math.min(wish.length ?? USUAL_ELEMENTS, MOST_ELEMENTS / 2));
  const least = Math.max(1, wish.limits.minLength);
  const most = Math.max(least, Math.min(Math.round(2 * average - 1), wish.limits.maxLength));
  return {
    capacity: element.capacity,
    usual: (rows) => Math.max(1, Math.min(element.capacity, USUAL_DISTINCT, rows / 4)),
    mayAllDiffer: element.mayAllDiffer,
    followsRows: false,
    render(index, count, define) {
      const step = scatteringStep(Math.ceil(count));
      const elements = Array.from({ length: most }, (_, at) =>
        element.render(
          at === 0 ? index : define(sql`((${index} + ${at} * ${step}::bigint) % ${Math.ceil(count)})`),
          count,
          define,
        ),
      );
      const whole = sql`(ARRAY[${sqlList(elements)}]::${type.name})`;
      return most === least ? whole : sql`${whole}[1:(${least} + ${index} * 7919 % ${most - least + 1})::int]`;
    },
  };
};

/** Ranges that lie beside each other: none touches another. */
export const ranges: ValueFamily = (type, wish, kindOf) => {
  if (!['range', 'multirange'].includes(type.kind) || type.inner === null) return undefined;
  const bound = kindOf(type.inner, plainWish(wish));
  if (bound === undefined) return undefined;
  return {
    capacity: Math.floor(bound.capacity / 2),
    usual: (rows) => Math.max(1, Math.min(bound.usual(2 * rows) / 2, rows)),
    mayAllDiffer: true,
    followsRows: false,
    render(index, count, define) {
      const end = (at: number) => bound.render(define(sql`(${index} * 2 + ${at})`), count * 2, define);
      if (type.kind === 'range') return sql`${type.name}(${end(0)}, ${end(1)})`;
      return sql`('{[' || ${end(0)}::text || ',' || ${end(1)}::text || ')}')::${type.name}`;
    },
  };
};

/** Composite types: each field by its own type. */
export const composites: ValueFamily = (type, wish, kindOf) => {
  if (type.kind !== 'composite' || type.fields.length === 0) return undefined;
  const fields = type.fields.map((field) =>
    kindOf(field.type, { ...plainWish(wish), purpose: [...wish.purpose, field.name] }),
  );
  if (!fields.every((field) => field !== undefined)) return undefined;
  const capacity = Math.max(...fields.map((field) => field.capacity));
  return {
    capacity,
    usual: (rows) => Math.max(1, Math.min(capacity, rows / 4)),
    mayAllDiffer: fields.some(({ mayAllDiffer }) => mayAllDiffer),
    followsRows: false,
    render(index, count, define) {
      const parts = fields.map((field): Expression => {
        const own = Math.min(count, field.capacity);
        return field.render(own < count ? define(sql`(${index} % ${own})`) : index, own, define);
      });
      return sql`ROW(${sqlList(parts)})::${type.name}`;
    },
  };
};

/** Limits and lengths are said of the whole, not of its parts. */
function plainWish(wish: ValueWish): ValueWish {
  return { ...wish, limits: NO_LIMITS, sequence: null, stretch: false, length: undefined };
}
