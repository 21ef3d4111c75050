import type { Baseline, Hash, RecordedQuery } from './baseline-schema.ts';
import { hashText, type MeasuredHead } from './record-query.ts';

/** A query of head's with what the baseline holds of it. */
export interface RecordedMatch {
  readonly head: MeasuredHead;
  /** Null for a query that is new. */
  readonly recorded: RecordedQuery | null;
  /** Its id in the baseline, where that is another one. */
  readonly movedFrom: string | null;
}

/** Queries of both, and the ids of those that head has no more. */
export interface RecordedMatches {
  readonly matches: readonly RecordedMatch[];
  readonly removed: readonly string[];
}

/** Pairs by id, and what is left by its text, where that is unmistakable: a query that was moved or renamed. */
export function matchRecorded(
  { queries }: Pick<Baseline, 'queries'>,
  heads: readonly MeasuredHead[],
  hash: Hash,
): RecordedMatches {
  const ids = new Set(heads.map(({ id }) => id));
  const gone = Object.entries(queries).filter(([id]) => !ids.has(id));
  const goneByText = Map.groupBy(gone, ([, recorded]) => recorded.text);
  const came = heads.filter(({ id }) => !Object.hasOwn(queries, id));
  const moved = new Map<string, string>();
  for (const [text, to] of Map.groupBy(came, ({ statement }) => hashText(statement, hash))) {
    const from = goneByText.get(text) ?? [];
    const [[was], [is]] = [from, to];
    if (was && is && from.length === 1 && to.length === 1) moved.set(is.id, was[0]);
  }
  const used = new Set(moved.values());
  return {
    matches: heads.map((head) => {
      const movedFrom = moved.get(head.id) ?? null;
      const key = movedFrom ?? head.id;
      return { head, movedFrom, recorded: Object.hasOwn(queries, key) ? (queries[key] ?? null) : null };
    }),
    removed: gone.map(([id]) => id).filter((id) => !used.has(id)),
  };
}
