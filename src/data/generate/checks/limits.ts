/** What values of a column are allowed. Numbers are numbers; times are seconds since 1970-01-01 UTC; dates are days. */
export interface Limits {
  /** Ascending, both ends included. */
  readonly segments: readonly Segment[];
  /** As PostgreSQL writes them; undefined allows any. */
  readonly values: readonly string[] | undefined;
  readonly minLength: number;
  readonly maxLength: number;
  /** LIKE patterns that all have to match. */
  readonly patterns: readonly string[];
  /** What `jsonb_typeof` has to say. */
  readonly jsonKind: string | undefined;
}

/** From and to are values. */
export interface Segment {
  readonly from: number;
  readonly to: number;
}

/** Anything goes. */
export const NO_LIMITS: Limits = {
  segments: [{ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }],
  values: undefined,
  minLength: 0,
  maxLength: Number.POSITIVE_INFINITY,
  patterns: [],
  jsonKind: undefined,
};

/** What both allow. */
export function intersectSegments(left: readonly Segment[], right: readonly Segment[]): readonly Segment[] {
  return left.flatMap((a) =>
    right.flatMap((b) => {
      const [from, to] = [Math.max(a.from, b.from), Math.min(a.to, b.to)];
      return from <= to ? [{ from, to }] : [];
    }),
  );
}
