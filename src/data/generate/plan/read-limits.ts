import type { QueryConnection } from '../../query-connection.ts';
import type { ColumnFacts } from '../catalog/table-facts.ts';
import type { TypeFacts } from '../catalog/type-facts.ts';
import type { Comparison, Condition } from '../checks/condition.ts';
import { intersectSegments, type Limits, NO_LIMITS, type Segment } from '../checks/limits.ts';
import { describeNumber } from '../values/numbers.ts';
import { describeTime } from '../values/times.ts';

/** A constant as the number that limits are in; undefined for a type that has none. */
export async function toPosition(
  client: QueryConnection,
  type: TypeFacts,
  value: string,
): Promise<number | undefined> {
  const bare = baseOf(type);
  if (describeNumber(bare) !== undefined) {
    const number = Number(bare.typeName === 'money' ? value.replaceAll(/[^\d.-]/g, '') : value);
    return Number.isNaN(number) ? undefined : number;
  }
  if (describeTime(bare) === undefined) return undefined;
  const origin = bare.typeName === 'date' ? ` - date '1970-01-01'` : '';
  const text =
    origin === ''
      ? `SELECT pg_catalog.date_part('epoch', $1::text::${bare.name})::float8 AS position`
      : `SELECT ($1::text::date${origin})::float8 AS position`;
  const { rows } = await client.query<{ position: number }>({ text, values: [value] });
  return rows[0]?.position;
}

/** What a column may hold by the conditions that are about it. */
export async function narrowLimits(
  client: QueryConnection,
  { name, type }: Pick<ColumnFacts, 'name' | 'type'>,
  conditions: readonly Condition[],
  start: Limits = NO_LIMITS,
): Promise<Limits> {
  let limits = start;
  for (const condition of conditions) {
    if (!('column' in condition) || condition.column !== name) continue;
    limits = await narrow(client, type, limits, condition);
  }
  return limits;
}

async function narrow(
  client: QueryConnection,
  type: TypeFacts,
  limits: Limits,
  condition: Exclude<Condition, { readonly kind: 'unknown' | 'order' }>,
): Promise<Limits> {
  switch (condition.kind) {
    case 'in':
      return { ...limits, values: keepCommon(limits.values, condition.values) };
    case 'like':
      return { ...limits, patterns: [...limits.patterns, condition.pattern] };
    case 'json-kind':
      return { ...limits, jsonKind: condition.value };
    case 'length':
      return narrowLength(limits, condition.operator, condition.value);
    case 'compare': {
      const { operator, value } = condition;
      const position = await toPosition(client, type, value);
      if (position !== undefined) {
        return {
          ...limits,
          segments: intersectSegments(limits.segments, segmentsOf(operator, position, unitOf(type))),
        };
      }
      if (operator === '=') return { ...limits, values: keepCommon(limits.values, [value]) };
      if (operator !== '<>') return limits;
      if (limits.values !== undefined)
        return { ...limits, values: limits.values.filter((other) => other !== value) };
      const labels = baseOf(type).labels;
      return labels.length > 0
        ? { ...limits, values: labels.filter((label) => label !== value) }
        : { ...limits, minLength: Math.max(1, limits.minLength) };
    }
    default:
      return limits;
  }
}

/** Below a domain: what its values are made of. */
export function baseOf(type: TypeFacts): TypeFacts {
  return type.kind === 'domain' && type.inner !== null ? baseOf(type.inner) : type;
}

/** The smallest step between two values of a type of numbers or times. */
export function unitOf(type: TypeFacts): number {
  const bare = baseOf(type);
  return describeNumber(bare)?.unit ?? describeTime(bare)?.unit ?? 1;
}

function segmentsOf(operator: Comparison, value: number, unit: number): readonly Segment[] {
  const [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  switch (operator) {
    case '<':
      return [{ from: least, to: value - unit }];
    case '<=':
      return [{ from: least, to: value }];
    case '>':
      return [{ from: value + unit, to: most }];
    case '>=':
      return [{ from: value, to: most }];
    case '=':
      return [{ from: value, to: value }];
    case '<>':
      return [
        { from: least, to: value - unit },
        { from: value + unit, to: most },
      ];
  }
}

function narrowLength(limits: Limits, operator: Comparison, value: number): Limits {
  const least =
    operator === '>'
      ? value + 1
      : operator === '>=' || operator === '='
        ? value
        : operator === '<>' && value === 0
          ? 1
          : 0;
  const most =
    operator === '<' ? value - 1 : operator === '<=' || operator === '=' ? value : Number.POSITIVE_INFINITY;
  return {
    ...limits,
    minLength: Math.max(limits.minLength, least),
    maxLength: Math.min(limits.maxLength, most),
  };
}

function keepCommon(left: readonly string[] | undefined, right: readonly string[]): readonly string[] {
  return left === undefined ? right : left.filter((value) => right.includes(value));
}
