import type { ColumnFacts } from '../catalog/table-facts.ts';
import type { Limits } from '../checks/limits.ts';
import { permute } from '../draws/permute.ts';
import { pickIndex } from '../draws/pick-index.ts';
import { randomBelow, randomUnit } from '../draws/random-unit.ts';
import { valuesToOffer } from '../draws/values-to-offer.ts';
import type { CommonValue } from '../generate-options.ts';
import { type Define, type Expression, sql } from '../sql/expression.ts';
import { arrayLiteral, bigintLiteral, floatLiteral, typedLiteral } from '../sql/literals.ts';
import { kindOfList } from '../values/listed-values.ts';
import { describeTime } from '../values/times.ts';
import type { ColumnPlan } from './column-plan.ts';
import { constantDefault } from './constant-default.ts';
import { baseOf } from './read-limits.ts';
import type { Role } from './source.ts';

/** Rows around a row whose times may come before its own, as a share of all rows. */
const DISORDER = 0.01;
/** Share of rows that have the column's default, where the default is a constant. */
const USUAL_DEFAULT = 0.5;
/** Different values of a text that has a constant as its default: it is a state of something. */
const USUAL_STATES = 8;

/** The value of a column in a row, by its type. @param place number of the value, where a group of sources gives it */
export function columnValue(
  plan: ColumnPlan,
  role: Role,
  row: Expression,
  rows: number,
  define: Define,
  place: { readonly index: Expression; readonly count: number } | undefined,
): Expression {
  const { options, facts, nulls, purpose } = plan;
  if (nulls >= 1) return sql`NULL::${facts.type.name}`;
  const value =
    options.expression === undefined
      ? typedValue(withoutValue(plan, role), role, row, rows, define, place)
      : sql`(SELECT (${options.expression}) FROM (SELECT ${row} + 1 AS i) AS numbered)`;
  if (role.kind === 'guard') return guardedValue(plan, role, row, value);
  if (nulls === 0 || options.expression !== undefined) return value;
  return sql`CASE WHEN ${randomUnit(row, [...purpose, 'null'])} >= ${floatLiteral(nulls)} THEN ${value} END`;
}

/** Of a column that a partial index goes by, the default may be the very value that only its rows have. */
function withoutValue(plan: ColumnPlan, role: Role): ColumnPlan {
  const isFree = role.kind !== 'guard' || role.guard.kind !== 'value' || plan.options.common !== undefined;
  return isFree ? plan : { ...plan, options: { ...plan.options, common: [] } };
}

/** The first rows are in the partial index, the others are not. */
function guardedValue(
  { facts, limits, kind }: ColumnPlan,
  { count, guard }: Extract<Role, { readonly kind: 'guard' }>,
  row: Expression,
  value: Expression,
): Expression {
  if (guard.kind === 'null') return sql`CASE WHEN ${row} >= ${count} THEN ${value} END`;
  if (guard.kind === 'not-null') return sql`CASE WHEN ${row} < ${count} THEN ${value} END`;
  const { name } = facts.type;
  const inside = typedLiteral(guard.value, name);
  const others = listedIn(facts, limits)?.filter((other) => other !== guard.value);
  const outside =
    others === undefined || kind === undefined
      ? value
      : sql`(${arrayLiteral(others, name)})[(1 + ${row} % ${Math.max(1, others.length)})::int]`;
  return sql`CASE WHEN ${row} < ${count} THEN ${inside} ELSE ${outside} END`;
}

function typedValue(
  plan: ColumnPlan,
  role: Role,
  row: Expression,
  rows: number,
  define: Define,
  place: { readonly index: Expression; readonly count: number } | undefined,
): Expression {
  const { kind, purpose } = plan;
  if (kind === undefined) throw new Error(`no values for ${plan.facts.name}`);
  if (place !== undefined) return kind.render(define(place.index), place.count, define);
  if (role.kind === 'unique') {
    return kind.render(
      define(permute(row, rows, role.correlation, [...purpose, 'order'])),
      Math.max(rows, 1),
      define,
    );
  }
  return freeValue(plan, row, rows, define);
}

function freeValue(plan: ColumnPlan, row: Expression, rows: number, define: Define): Expression {
  const { kind, options, facts, nulls, purpose } = plan;
  if (kind === undefined) throw new Error(`no values for ${facts.name}`);
  const { distinct, correlation, zipf = 0 } = options;
  const default_ = constantDefault(facts);
  const common =
    options.common ??
    (default_ === undefined || distinct !== undefined ? [] : [{ value: default_, weight: USUAL_DEFAULT }]);
  if (kind.followsRows && correlation === undefined && distinct === undefined && common.length === 0) {
    const count = Math.max(1, Math.floor(kind.usual(Number.MAX_SAFE_INTEGER)));
    const near = sql`(${row} + ${floatLiteral(rows * DISORDER)} * ${randomUnit(row, [...purpose, 'value'])})`;
    const index = sql`LEAST(pg_catalog.floor(${near} * ${floatLiteral(count / (rows * (1 + DISORDER)))})::bigint, ${bigintLiteral(count - 1)})`;
    return kind.render(define(index), count, define);
  }
  const wanted =
    distinct === undefined ? undefined : Math.max(1, Math.round(distinct < 0 ? -distinct * rows : distinct));
  const usual =
    options.common === undefined && default_ !== undefined && kind.mayAllDiffer
      ? USUAL_STATES
      : kind.usual(rows);
  const shares = common.map((entry) => (typeof entry === 'number' ? entry : entry.weight) / (1 - nulls));
  const given = common.filter((entry): entry is CommonValue => typeof entry === 'object');
  const restShare = Math.max(0, 1 - shares.reduce((sum, share) => sum + share, 0));
  const names = given.map(({ value }) => String(value));
  const restKind = excludeListed(plan, names);
  // As many others as make up the number that was asked for, in the rows that are left to them.
  const others = wanted === undefined ? usual - (restKind === kind ? 0 : names.length) : wanted - common.length;
  const room = Math.max(1, restKind.capacity - (common.length - given.length));
  const rest =
    others < 1 || restKind.capacity < 1
      ? 0
      : wanted === undefined
        ? Math.max(1, Math.floor(Math.min(others, room)))
        : valuesToOffer(others, rows * (1 - nulls) * restShare, Math.min(room, 2 ** 40));
  const count = Math.max(1, common.length + rest);
  const spread = { rows, count, weights: shares, exponent: zipf, correlation: correlation ?? 0, purpose };
  const index = define(pickIndex(row, spread, define));
  if (given.length === 0) return kind.render(index, count, define);
  const restCount = Math.max(1, count - given.length);
  const other =
    rest === 0 && given.length === common.length
      ? sql`NULL`
      : restKind.render(define(sql`GREATEST(${index} - ${given.length}, 0)`), restCount, define);
  const branches = names.map(
    (name, at) => sql`WHEN ${index} = ${at} THEN ${typedLiteral(name, facts.type.name)}`,
  );
  return sql`(CASE ${branches.reduce((left, right) => sql`${left} ${right}`)} ELSE ${other} END)`;
}

/** The values of a list without those that have a share of their own. */
function excludeListed({ kind, limits, facts }: ColumnPlan, names: readonly string[]) {
  if (kind === undefined) throw new Error(`no values for ${facts.name}`);
  const base = baseOf(facts.type);
  const listed = listedIn(facts, limits);
  if (listed === undefined || names.length === 0) return kind;
  const left = listed.filter((value) => !names.includes(value));
  return left.length === 0 ? { ...kind, capacity: 0 } : kindOfList(left, base.name);
}

/** The values of a column that has a list of them. */
function listedIn({ type }: ColumnFacts, { values }: Limits): readonly string[] | undefined {
  const { labels, typeName } = baseOf(type);
  return values ?? (labels.length > 0 ? labels : typeName === 'bool' ? ['false', 'true'] : undefined);
}

/** A value above another column's, of the same kind: as a CHECK demands. */
export function valueAbove(plan: ColumnPlan, lower: Expression, own: Expression, row: Expression): Expression {
  const { type } = plan.facts;
  const base = baseOf(type);
  const time = describeTime(base);
  const more = sql`(1 + ${randomBelow(row, [...plan.purpose, 'above'], 100)})`;
  const step =
    time === undefined
      ? sql`${more}::${base.name}`
      : base.typeName === 'date'
        ? sql`${more}::int`
        : sql`${more} * interval '1 hour'`;
  return sql`COALESCE((${lower} + ${step})::${base.name}, ${own})`;
}
