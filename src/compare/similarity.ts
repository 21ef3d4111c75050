import type { Statement } from '../sql/statement.ts';

/** Names, keywords and numbers, in lower case; punctuation does not tell queries apart. */
export function wordsOf({ text }: Statement): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}_$]+/gu) ?? []);
}

/** Dice's coefficient of two sets of words, 0 to 1. */
export function similarityOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared++;
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size);
}

/**
 * The overlap coefficient of two sets of weighed words, 0 to 1: how much of the smaller one the larger one has. Unlike
 * Dice's it stays 1 for a query that only got longer.
 */
export function overlapOf(
  a: ReadonlySet<string>,
  b: ReadonlySet<string>,
  weigh: (word: string) => number,
): number {
  const sum = (words: Iterable<string>): number => [...words].reduce((total, word) => total + weigh(word), 0);
  const smaller = Math.min(sum(a), sum(b));
  return smaller === 0 ? 0 : sum([...a].filter((word) => b.has(word))) / smaller;
}

/** How much each word tells among some statements: the fewer have it, the more; one that all have tells nothing. */
export function weighWords(sets: readonly ReadonlySet<string>[]): (word: string) => number {
  const users = new Map<string, number>();
  for (const set of sets) for (const word of set) users.set(word, (users.get(word) ?? 0) + 1);
  return (word) => Math.log(sets.length / (users.get(word) ?? sets.length));
}
