import { type Expression, sql } from '../sql/expression.ts';
import { bigintLiteral } from '../sql/literals.ts';
import { type Purpose, saltOf } from './salt.ts';

/** Bits of a double's mantissa: every number of so many bits has a double of its own. */
const BITS = 52n;

/**
 * 64 bits of a row for a purpose. hashint8extended is arithmetic on 32-bit words (hashfn.c), the same in every version
 * and on every machine; its sum with a salt per purpose makes columns independent of each other.
 */
function randomBits(row: Expression, purpose: Purpose): Expression {
  return sql`pg_catalog.hashint8extended(${row}, ${bigintLiteral(saltOf(purpose))})`;
}

/** A number from 0 to below 1, evenly spread over the rows. */
export function randomUnit(row: Expression, purpose: Purpose): Expression {
  const mask = (1n << BITS) - 1n;
  return sql`((${randomBits(row, purpose)} & ${mask})::float8 / ${1n << BITS})`;
}

/** A whole number from 0 to below `count`. */
export function randomBelow(row: Expression, purpose: Purpose, count: number): Expression {
  const mask = (1n << 62n) - 1n;
  return sql`((${randomBits(row, purpose)} & ${mask}) % ${bigintLiteral(count)})`;
}
