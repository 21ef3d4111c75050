import type { Statement } from '../sql/statement.ts';
import { groupBy, type Key, type Matching, settlePairs } from './match-by-key.ts';
import { similarityOf, wordsOf } from './similarity.ts';

/**
 * A word that more leftovers than this share finds no candidates: that keeps the work near-linear when thousands of
 * queries of one file change at once. The rarer words of a query find its partner.
 */
const MAX_SHARED_BY = 50;

/** Two leftovers and how alike they are. */
interface Candidate {
  readonly base: Statement;
  readonly head: Statement;
  /** Dice's coefficient of the sets of words, 0 to 1. */
  readonly similarity: number;
}

/** Pairs the most similar leftovers of equal `scope`, best first, down to the least similarity that a pair may have. */
export function matchSimilar(
  matching: Matching,
  scope: Key,
  least: (base: Statement, head: Statement) => number,
): void {
  const bases = groupBy(matching.base, scope);
  const candidates: Candidate[] = [];
  for (const [value, heads] of groupBy(matching.head, scope)) {
    candidates.push(...findCandidates(bases.get(value) ?? [], heads));
  }
  const good = candidates.filter(({ base, head, similarity }) => similarity >= least(base, head));
  // Sorting is stable, so equal candidates stay in order of place.
  good.sort((a, b) => b.similarity - a.similarity || distance(a) - distance(b));
  const taken = new Set<Statement>();
  const found = new Set<Statement>();
  const pairs: [Statement, Statement][] = [];
  for (const { base, head } of good) {
    if (taken.has(base) || found.has(head)) continue;
    taken.add(base);
    found.add(head);
    pairs.push([base, head]);
  }
  settlePairs(matching, pairs);
}

function findCandidates(bases: readonly Statement[], heads: readonly Statement[]): readonly Candidate[] {
  const words = new Map(bases.map((base) => [base, wordsOf(base)]));
  const users = new Map<string, Statement[]>();
  for (const [base, own] of words) {
    for (const word of own) {
      const list = users.get(word);
      if (list === undefined) users.set(word, [base]);
      else list.push(base);
    }
  }
  return heads.flatMap((head) => {
    const own = wordsOf(head);
    const near = new Set<Statement>();
    for (const word of own) {
      const list = users.get(word) ?? [];
      if (list.length <= MAX_SHARED_BY) for (const base of list) near.add(base);
    }
    return [...near].map((base) => ({ base, head, similarity: similarityOf(words.get(base) ?? own, own) }));
  });
}

function distance({ base, head }: Candidate): number {
  return Math.abs(base.ordinal - head.ordinal);
}
