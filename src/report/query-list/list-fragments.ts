import { formatCount } from '../../rules/format-figures.ts';
import { showShort } from '../words/visible-text.ts';
import type { QueryList } from './query-list-schema.ts';

/** Pieces that are named; the rest is counted. */
const SHOWN = 10;

/** Longest piece, characters. */
const PIECE_CHARACTERS = 60;

/** The pieces of SQL that programs make, those that most queries wait for first; empty when no query waits for one. */
export function listFragments({ queries }: Pick<QueryList, 'queries'>): readonly string[] {
  const uses = new Map<string, { queries: number; readonly files: Set<string> }>();
  for (const { failure, location } of queries) {
    for (const piece of new Set(failure?.fragments ?? [])) {
      const use = uses.get(piece) ?? { queries: 0, files: new Set() };
      use.queries++;
      use.files.add(location.file);
      uses.set(piece, use);
    }
  }
  if (uses.size === 0) return [];
  const sorted = [...uses].sort(([, a], [, b]) => b.queries - a.queries);
  const lines = sorted.slice(0, SHOWN).map(([piece, { queries: count, files }]) => {
    const [first = ''] = files;
    const others = files.size > 1 ? ` and ${formatCount(files.size - 1)} more` : '';
    const where = `${showShort(first, PIECE_CHARACTERS)}${others}`;
    return `  ${showShort(piece, PIECE_CHARACTERS)}: ${formatCount(count)} ${count === 1 ? 'query' : 'queries'} (${where})`;
  });
  const rest = sorted.length > SHOWN ? [`  and ${formatCount(sorted.length - SHOWN)} more`] : [];
  return ['Made when the program runs; give their text under `fragments` in the config:', ...lines, ...rest];
}
