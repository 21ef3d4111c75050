import { parseSql } from '../parser.ts';
import type { PlacedCandidate } from './find-candidates.ts';
import { renderReadings } from './render-readings.ts';

/**
 * How many columns the INSERT of a statement names, for rows whose length only the program knows: `VALUES %s`. Null when
 * no candidate may be such a row, or it is no INSERT with a list of columns.
 */
export function findInsertWidth(text: string, candidates: readonly PlacedCandidate[]): number | null {
  const rows = candidates.map(({ readings }) =>
    readings.findIndex(({ parts }) => parts.some((part) => typeof part === 'object' && part.is === 'row')),
  );
  if (rows.every((index) => index < 0)) return null;
  // With one value a row, whatever its true width: PostgreSQL's parser does not count them.
  const chosen = rows.map((index) => Math.max(0, index));
  const parsed = parseSql(renderReadings({ text, candidates, highest: 0, rowWidth: 1 }, chosen).sql);
  if (!parsed.ok) return null;
  const insert = parsed.value[0]?.['InsertStmt'] as { readonly cols?: readonly unknown[] } | undefined;
  return insert?.cols?.length ?? null;
}
