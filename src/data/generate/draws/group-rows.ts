import { type Define, type Expression, sql } from '../sql/expression.ts';
import { floatLiteral } from '../sql/literals.ts';

/** Rows in groups of falling size, each row at a place of its own in its group. */
export interface Grouping {
  readonly rows: number;
  readonly groups: number;
  /** Zipf's exponent of the sizes. */
  readonly exponent: number;
}

/** First row of a group: the rows times Zipf's distribution function, rounded down. */
function startOf({ rows, groups, exponent }: Grouping, group: Expression): Expression {
  if (exponent === 0) return sql`(${group} * ${rows}::bigint / ${groups})`;
  if (exponent === 1) {
    return sql`pg_catalog.floor(${floatLiteral(rows / Math.log(groups + 1))} * pg_catalog.ln((${group} + 1)::float8))::bigint`;
  }
  const scale = rows / ((groups + 1) ** (1 - exponent) - 1);
  return sql`pg_catalog.floor(${floatLiteral(scale)} * (pg_catalog.power((${group} + 1)::float8, ${floatLiteral(1 - exponent)}) - 1))::bigint`;
}

/** Rows of the largest group. */
export function largestGroup({ rows, groups, exponent }: Grouping): number {
  const share =
    exponent === 0
      ? 1 / groups
      : exponent === 1
        ? Math.log(2) / Math.log(groups + 1)
        : (2 ** (1 - exponent) - 1) / ((groups + 1) ** (1 - exponent) - 1);
  return Math.ceil(rows * share) + 1;
}

/** The exponent at which the largest group has this share of the rows; 0 where an even share is more. */
export function exponentOfShare(share: number, groups: number): number {
  let [low, high] = [0, 4];
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (largestGroup({ rows: 1e9, groups, exponent: middle }) / 1e9 < share) low = middle;
    else high = middle;
  }
  return low < 1e-6 ? 0 : low;
}

/** The group of a row, and its place in it from 0: no two rows have both in common. */
export function groupRow(
  row: Expression,
  grouping: Grouping,
  define: Define,
): { readonly group: Expression; readonly place: Expression } {
  const { rows, groups, exponent } = grouping;
  if (exponent === 0) return { group: sql`(${row} % ${groups})`, place: sql`(${row} / ${groups})` };
  const guess =
    exponent === 1
      ? sql`pg_catalog.exp((${row} + 1) * ${floatLiteral(Math.log(groups + 1) / rows)})`
      : sql`pg_catalog.power(1 + (${row} + 1) * ${floatLiteral(((groups + 1) ** (1 - exponent) - 1) / rows)}, ${floatLiteral(1 / (1 - exponent))})`;
  const near = define(sql`GREATEST(0, LEAST(${groups - 1}, pg_catalog.ceil(${guess} - 1)::bigint - 1))`);
  // Rounding may be off by one group; the first rows of the groups decide, by one and the same formula.
  const group = define(sql`CASE WHEN ${startOf(grouping, near)} > ${row} THEN ${near} - 1
    WHEN ${near} < ${groups - 1} AND ${startOf(grouping, sql`(${near} + 1)`)} <= ${row} THEN ${near} + 1 ELSE ${near} END`);
  return { group, place: sql`(${row} - ${startOf(grouping, group)})` };
}
