import { permute, scatter } from '../draws/permute.ts';
import { pickIndex } from '../draws/pick-index.ts';
import { randomUnit } from '../draws/random-unit.ts';
import type { Purpose } from '../draws/salt.ts';
import { valuesToOffer } from '../draws/values-to-offer.ts';
import { zipfRank } from '../draws/zipf-rank.ts';
import { type Expression, sql } from '../sql/expression.ts';
import { floatLiteral } from '../sql/literals.ts';
import { type LookupTable, lookUpKeys, quoteColumn } from './lookup-table.ts';
import type { ForeignSource, Role } from './source.ts';
import type { PlanQuery, TablePlan } from './table-plan.ts';

/** Zipf's exponent over the rows of the table that a foreign key refers to. */
const USUAL_EXPONENT = 1;

/** The table that has the key, and how its other columns get their values. */
export interface ForeignInput {
  readonly owner: TablePlan;
  readonly source: ForeignSource;
  readonly role: Role;
  readonly row: Expression;
  readonly rows: number;
  readonly purpose: Purpose;
  readonly nullable: boolean;
  /** Row of the target, where a group of sources gives it. */
  readonly place: Expression | undefined;
  /** Conditions on the target that rows which other keys have to agree with exist. */
  readonly mustHave: readonly string[];
}

/** The value of one column of a foreign key. */
export function foreignValue(column: number, input: ForeignInput, query: PlanQuery): Expression {
  const { source, role, row, purpose, nullable } = input;
  const there = source.key.targetColumns[source.key.columns.indexOf(column)] ?? 0;
  const value = referred(there, input, query);
  if (value === undefined || source.nulls >= 1) return sql`NULL`;
  if (!nullable || source.nulls === 0 || role.kind === 'first') return value;
  return sql`CASE WHEN ${randomUnit(row, [...purpose, 'null'])} >= ${floatLiteral(source.nulls)} THEN ${value} END`;
}

function referred(there: number, input: ForeignInput, query: PlanQuery): Expression | undefined {
  const { source, row, role } = input;
  const { define } = query.query;
  const { target, key } = source;
  if (source.shared.length > 0 && !(query.trial && !target.kept)) return agreeing(there, input, query);
  if (source.isSelf && source.shared.length === 0) return earlier(there, input, query);
  if (target.rows === 0) return undefined;
  if (input.mustHave.length > 0 && !(query.trial && !target.kept)) {
    const keys = lookUpKeys(
      { table: target.facts, columns: key.targetColumns, agree: [], where: input.mustHave },
      query,
    );
    const index = define(
      zipfRank(randomUnit(row, [...input.purpose, 'value']), keys.count, exponentOf(source)),
    );
    return keys.column(there, index);
  }
  const index = define(input.place ?? indexOf(input, query));
  const value = target.value(there, index, query, key.targetColumns);
  // More rows than there are to refer to: the others refer to nothing.
  return role.kind === 'unique' && input.rows > target.rows
    ? sql`CASE WHEN ${index} < ${target.rows} THEN ${value} END`
    : value;
}

function indexOf(input: ForeignInput, query: PlanQuery): Expression {
  const { row, rows, role, source, purpose } = input;
  const order = [...purpose, 'order'];
  const there = source.target.rows;
  if (role.kind === 'unique') return permute(row, Math.max(rows, there), role.correlation, order);
  const any = free(input, query);
  if (role.kind !== 'first') return any;
  return sql`CASE WHEN ${row} < ${role.count} THEN ${scatter(row, there, order)} ELSE ${any} END`;
}

/** Some rows of the table are referred to much more than others: the same ones by every table that refers to it. */
function free({ row, rows, source, purpose }: ForeignInput, { query }: PlanQuery): Expression {
  const { target, options, nulls } = source;
  const { distinct, common = [], correlation = 0 } = options;
  const wanted =
    distinct === undefined ? target.rows : Math.max(1, Math.round(distinct < 0 ? -distinct * rows : distinct));
  const weights = common.map((entry) => (typeof entry === 'number' ? entry : entry.weight) / (1 - nulls));
  const restRows = rows * (1 - nulls) * Math.max(0, 1 - weights.reduce((sum, weight) => sum + weight, 0));
  const count =
    distinct === undefined || wanted >= target.rows
      ? target.rows
      : Math.min(
          target.rows,
          weights.length +
            valuesToOffer(Math.max(1, wanted - weights.length), Math.max(1, restRows), target.rows),
        );
  const exponent = common.length > 0 || distinct !== undefined ? (options.zipf ?? 0) : exponentOf(source);
  const rank = pickIndex(row, { rows, count, weights, exponent, correlation, purpose }, query.define);
  if (Math.abs(correlation) >= 0.005) return rank;
  const { schema, table } = target.facts;
  return scatter(query.define(rank), target.rows, [purpose[0] ?? 0, schema, table, 'ranks']);
}

/** A row before this one; the first refers to nothing, or to itself. */
function earlier(
  there: number,
  { owner, source, role, row, purpose, nullable }: ForeignInput,
  query: PlanQuery,
): Expression {
  const { define } = query.query;
  const rank = zipfRank(randomUnit(row, [...purpose, 'value']), row, exponentOf(source));
  const index = define(sql`GREATEST(0, ${role.kind === 'unique' ? sql`${row} - 1` : rank})`);
  const value = owner.value(there, index, query, source.key.targetColumns);
  return nullable ? sql`CASE WHEN ${row} > 0 THEN ${value} END` : value;
}

/** A row of those that agree with the columns that another key has given. */
function agreeing(there: number, input: ForeignInput, query: PlanQuery): Expression | undefined {
  const { source, owner, row, purpose } = input;
  // A table is not there yet while it is filled: no row of it can be looked up.
  if (source.isSelf) return undefined;
  const { define } = query.query;
  const keys: LookupTable = lookUpKeys(
    {
      table: source.target.facts,
      columns: source.key.targetColumns.filter((_, at) => source.columns.includes(source.key.columns[at] ?? 0)),
      agree: source.shared.map((number) => ({
        column: source.key.targetColumns[source.key.columns.indexOf(number)] ?? 0,
        value: define(owner.value(number, row, query, [])),
      })),
      where: [],
    },
    query,
  );
  const count = define(keys.count);
  const index = define(zipfRank(randomUnit(row, [...purpose, 'value']), count, exponentOf(source)));
  return keys.column(there, index);
}

function exponentOf({ options }: ForeignSource): number {
  return options.zipf ?? USUAL_EXPONENT;
}

/** A condition on a key's target: that `other` has a row which agrees with it in the columns that both keys have. */
export function mustHaveRow(source: ForeignSource, other: ForeignSource): string | undefined {
  const pairs = other.shared.map((number) => ({
    here: source.key.targetColumns[source.key.columns.indexOf(number)],
    there: other.key.targetColumns[other.key.columns.indexOf(number)] ?? 0,
  }));
  if (pairs.length === 0 || pairs.some(({ here }) => here === undefined)) return undefined;
  const equal = pairs.map(
    ({ here, there }) =>
      `o.${quoteColumn(other.target.facts, there)} = t.${quoteColumn(source.target.facts, here ?? 0)}`,
  );
  return `EXISTS (SELECT FROM ${other.target.facts.name} o WHERE ${equal.join(' AND ')})`;
}
