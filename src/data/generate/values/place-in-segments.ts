import { intersectSegments, type Segment } from '../checks/limits.ts';
import { type Expression, sql } from '../sql/expression.ts';

/** Segments with an end each; open ones end where the type's usual values do, or as far from their one end. */
export function closeSegments(segments: readonly Segment[], usual: Segment, type: Segment): readonly Segment[] {
  const span = usual.to - usual.from;
  const closed = intersectSegments(segments, [type]).map(({ from, to }) => {
    const open = { from: from === type.from, to: to === type.to };
    if (!open.from && !open.to) return { from, to, isUsual: true };
    const [inside] = intersectSegments([{ from, to }], [usual]);
    if (inside !== undefined) return { ...inside, isUsual: true };
    return open.to
      ? { from, to: Math.min(to, from + span), isUsual: false }
      : { from: Math.max(from, to - span), to, isUsual: false };
  });
  // Of `n <> 0` the numbers above are taken, not those below as well.
  const kept = closed.some(({ isUsual }) => isUsual) ? closed.filter(({ isUsual }) => isUsual) : closed;
  return kept.map(({ from, to }) => ({ from, to }));
}

/** Values in all segments, `unit` apart. */
export function countInSegments(segments: readonly Segment[], unit: number): number {
  return segments.reduce((sum, { from, to }) => sum + Math.floor((to - from) / unit + 1e-9) + 1, 0);
}

/**
 * The value of a number, counted through the segments in steps of `unit`; `asNumber` makes SQL of a value.
 * @param total numbers that there are; with `count` below it, numbers spread over all segments
 */
export function placeInSegments(
  index: Expression,
  {
    segments,
    unit,
    stretchTo,
  }: { readonly segments: readonly Segment[]; readonly unit: number; readonly stretchTo: number | undefined },
  asNumber: (value: number) => string,
): Expression {
  const total = countInSegments(segments, unit);
  const wide =
    stretchTo !== undefined && stretchTo < total
      ? sql`pg_catalog.floor(${index} * (${total / stretchTo})::float8)::bigint`
      : index;
  const [only] = segments;
  const step = (place: Expression, from: number) =>
    sql`(${asNumber(from)} + ${place} * ${unit === 1 ? '1' : asNumber(unit)})`;
  if (only === undefined || segments.length === 1) return step(wide, only?.from ?? 0);
  let before = 0;
  const branches = segments.map((segment, at) => {
    const start = before;
    before += countInSegments([segment], unit);
    const value = step(sql`(${wide} - ${start})`, segment.from);
    return at === segments.length - 1 ? sql`ELSE ${value}` : sql`WHEN ${wide} < ${before} THEN ${value}`;
  });
  return sql`${branches.reduce((left, right) => sql`${left} ${right}`, sql`(CASE`)} END)`;
}
