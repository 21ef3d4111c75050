import type { SelectedQuery } from '../compare/select-queries.ts';
import { writesRows } from '../sql/writes-rows.ts';

/**
 * The order in which queries are measured: those that only read, then writes, those of one side last. A write that is
 * rolled back leaves free pages at the end of its tables, which VACUUM gives back only when they are many (1,000, or a
 * sixteenth of the table: vacuumlazy.c, REL_TRUNCATE_MINIMUM); a scan of one side would meet them. Stable.
 */
export function orderQueries(queries: readonly SelectedQuery[]): readonly SelectedQuery[] {
  return queries.toSorted((a, b) => rank(a) - rank(b));
}

function rank({ pair: { base, head } }: SelectedQuery): number {
  const sides = [base, head].filter((side) => side !== null);
  if (!sides.some(writesRows)) return 0;
  return sides.length === 2 ? 1 : 2;
}
