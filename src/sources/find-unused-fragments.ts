import { matchGlobs } from './match-globs.ts';
import { type Fragments, fragmentKey } from './source.ts';

/**
 * In words, the texts of `fragments` that no query took: a slip of the pen there would leave a query unread, and nobody
 * would know why. `files` are those that can hold queries; nothing is said of a file that was not read.
 */
export function findUnusedFragments(
  fragments: Fragments,
  used: ReadonlySet<string>,
  files: readonly string[],
  wasRead: (file: string) => boolean,
): readonly string[] {
  return Object.entries(fragments).flatMap(([glob, texts]) => {
    const matching = files.filter(matchGlobs({ include: [glob], exclude: [] }));
    if (matching.length === 0) return [`fragments.${glob}: no file that is searched for queries has this path`];
    if (!matching.every(wasRead)) return [];
    return Object.keys(texts)
      .filter((name) => !used.has(fragmentKey(glob, name)))
      .map((name) => `fragments.${glob}.${name}: no query there has this put into its SQL`);
  });
}
