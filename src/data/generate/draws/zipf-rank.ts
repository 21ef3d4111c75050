import { type Expression, sql } from '../sql/expression.ts';
import { bigintLiteral, floatLiteral } from '../sql/literals.ts';

/**
 * A rank from 0 to below `count` by Zipf's law, from a number between 0 and 1. It is the inverse of the continuous
 * distribution with density x^-s on [1, count + 1), which needs no table: F(x) = (x^(1-s) - 1) / ((count+1)^(1-s) - 1),
 * for s = 1 F(x) = ln x / ln(count + 1).
 */
export function zipfRank(unit: Expression, count: number | Expression, exponent: number): Expression {
  const n = typeof count === 'number' ? sql`${floatLiteral(count)}` : sql`${count}::float8`;
  const last = typeof count === 'number' ? sql`${bigintLiteral(count - 1)}` : sql`(${count} - 1)`;
  const rank =
    exponent === 0
      ? sql`pg_catalog.floor(${unit} * ${n})::bigint`
      : exponent === 1
        ? sql`pg_catalog.floor(pg_catalog.power(${n} + 1, ${unit}))::bigint - 1`
        : sql`pg_catalog.floor(pg_catalog.power(1 + ${unit} * (pg_catalog.power(${n} + 1, ${floatLiteral(1 - exponent)}) - 1), ${floatLiteral(1 / (1 - exponent))}))::bigint - 1`;
  // Rounding may reach the end of the interval.
  return sql`LEAST(${rank}, ${last})`;
}
