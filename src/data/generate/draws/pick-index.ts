import { type Define, type Expression, sql } from '../sql/expression.ts';
import { arrayLiteral, bigintLiteral, floatLiteral } from '../sql/literals.ts';
import { randomUnit } from './random-unit.ts';
import type { Purpose } from './salt.ts';
import { zipfRank } from './zipf-rank.ts';

/** How the rows of a table are spread over the values of a column. */
export interface Spread {
  readonly rows: number;
  /** How many values there are; an expression where only the server knows. */
  readonly count: number | Expression;
  /** Shares of the rows that the first values have; together 1 at most. */
  readonly weights: readonly number[];
  /** Zipf's exponent over the values that have no weight. */
  readonly exponent: number;
  readonly correlation: number;
  readonly purpose: Purpose;
}

/** The number of a row's value, from 0 to below `count`. */
export function pickIndex(row: Expression, spread: Spread, define: Define): Expression {
  const { count, weights, exponent } = spread;
  if (count === 1) return sql`0::bigint`;
  const used = typeof count === 'number' ? weights.slice(0, count) : weights;
  const unit = drawUnit(row, spread, define);
  if (used.length === 0) return zipfRank(unit, count, exponent);
  const sums: number[] = [];
  for (const weight of used) sums.push((sums.at(-1) ?? 0) + weight);
  const total = sums.at(-1) ?? 0;
  const all = used.length === count || total > 0.999999;
  // What the weights leave open belongs to the first where nothing else can have it.
  const thresholds = all ? sums.map((sum) => sum / total) : sums;
  const shared = define(unit);
  const among = sql`pg_catalog.width_bucket(${shared}, ${arrayLiteral(thresholds.map(String), 'float8')})::bigint`;
  if (all) return sql`LEAST(${among}, ${bigintLiteral(used.length - 1)})`;
  const left = typeof count === 'number' ? count - used.length : sql`(${count} - ${used.length})`;
  const rest = sql`((${shared} - ${floatLiteral(total)}) / ${floatLiteral(1 - total)})`;
  return sql`CASE WHEN ${shared} < ${floatLiteral(total)} THEN ${among} ELSE ${used.length} + ${zipfRank(rest, left, exponent)} END`;
}

/**
 * Evenly spread between 0 and 1. A row is at its own place with the probability that is the correlation, and anywhere
 * otherwise: the covariance of such a mixture with the place is that share of the place's variance.
 */
function drawUnit(row: Expression, { rows, correlation, purpose }: Spread, define: Define): Expression {
  const anywhere = randomUnit(row, [...purpose, 'value']);
  const probability = Math.min(1, Math.abs(correlation));
  if (probability < 0.005) return anywhere;
  const forward = sql`((${row} + 0.5::float8) / ${floatLiteral(rows)})`;
  const place = correlation < 0 ? sql`(1 - ${forward})` : forward;
  if (probability > 0.9995) return place;
  const chosen = randomUnit(row, [...purpose, 'place']);
  return define(sql`CASE WHEN ${chosen} < ${floatLiteral(probability)} THEN ${place} ELSE ${anywhere} END`);
}
