import { type Expression, sql } from '../sql/expression.ts';
import { type Purpose, saltOf } from './salt.ts';

/** Of 100 rows in turn so many stay in place, for a correlation in between. */
const CYCLE = 100;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Numbers from 0 to below `count`, each once: a step that shares no factor with the count walks over all of them, and one
 * near the golden section scatters them. @param correlation of the numbers with the order of the rows, -1 to 1
 */
export function permute(row: Expression, count: number, correlation: number, purpose: Purpose): Expression {
  const kept = Math.round(Math.abs(correlation) * CYCLE);
  const order =
    kept === CYCLE || count < 3
      ? row
      : kept === 0
        ? scatter(row, count, purpose)
        : mix(row, count, kept, purpose);
  return correlation < 0 ? sql`(${count - 1} - ${order})` : order;
}

/** Every number below `count` once, in no order. */
export function scatter(row: Expression, count: number, purpose: Purpose): Expression {
  if (count < 3) return row;
  const offset = Number(BigInt.asUintN(31, saltOf(purpose))) % count;
  // A product of two numbers below 2^31 fits a bigint; larger tables than that have no place here.
  return sql`((${row} * ${scatteringStep(count)} + ${offset}) % ${count}::bigint)`;
}

/** The first of each hundred rows change places among themselves, the others stay. */
function mix(row: Expression, count: number, kept: number, purpose: Purpose): Expression {
  const moved = CYCLE - kept;
  const cycles = Math.floor(count / CYCLE);
  if (cycles === 0) return row;
  const place = sql`(${row} / ${CYCLE} * ${moved} + ${row} % ${CYCLE})`;
  const to = scatter(place, cycles * moved, purpose);
  return sql`CASE WHEN ${row} % ${CYCLE} < ${moved} AND ${row} < ${cycles * CYCLE}
    THEN ${to} / ${moved} * ${CYCLE} + ${to} % ${moved} ELSE ${row} END`;
}

/** The number nearest to the golden section of `count` that shares no factor with it. */
export function scatteringStep(count: number): number {
  const middle = Math.max(1, Math.round(count * GOLDEN));
  for (let away = 0; away < count; away += 1) {
    for (const step of [middle + away, middle - away]) {
      if (step > 0 && step < count && commonFactor(step, count) === 1) return step;
    }
  }
  return 1;
}

function commonFactor(a: number, b: number): number {
  return b === 0 ? a : commonFactor(b, a % b);
}
