import type { Statement } from '../sql/statement.ts';
import { groupBy, type Key, type Matching, matchByKey, settlePairs } from './match-by-key.ts';
import { overlapOf, similarityOf, weighWords, wordsOf } from './similarity.ts';

/** Least overlap of an edited statement and what it was, by the words that tell it from the others of its scope. */
const LEAST_TELLING = 0.4;

/** Least similarity by all words, for statements of one scope that are alike in what tells them from others. */
const LEAST_PLAIN = 0.8;

/** Leftovers of one scope that are compared each with each. More than that are paired by place alone. */
const MAX_COMPARED = 100;

type Pair = readonly [base: Statement, head: Statement];

/**
 * Pairs the leftovers of each scope, such as the queries of one function: equal parse trees, equal fingerprints, then the
 * alignment of the rest in which the most similar stand beside each other and no two pairs cross. What is left is paired
 * by place, where as many are left on both sides after the same pair. So a query that is inserted above others moves none
 * of them. `scope` is null for what has none; all statements of both sides tell what stands before a leftover.
 */
export function matchInScope(
  matching: Matching,
  scope: Key,
  all: { readonly base: readonly Statement[]; readonly head: readonly Statement[] },
): void {
  const within = (key: Key): Key => {
    return (statement) => {
      const [place, value] = [scope(statement), key(statement)];
      return place === null || value === null ? null : `${place}\0${value}`;
    };
  };
  matchByKey(
    matching,
    within(({ canonical }) => canonical),
  );
  matchByKey(
    matching,
    within(({ fingerprint }) => fingerprint),
  );
  const bases = groupBy(matching.base, scope);
  for (const [place, heads] of groupBy(matching.head, scope)) {
    settlePairs(matching, alignSimilar(bases.get(place) ?? [], heads));
  }
  matchByKey(matching, placeAfterPair(matching, scope, all));
}

/** The pairs of greatest similarity in all, order kept: the alignment of two sequences by dynamic programming. */
function alignSimilar(bases: readonly Statement[], heads: readonly Statement[]): readonly Pair[] {
  if (bases.length === 0 || bases.length > MAX_COMPARED || heads.length > MAX_COMPARED) return [];
  const words = new Map([...bases, ...heads].map((statement) => [statement, wordsOf(statement)]));
  const weigh = weighWords([...words.values()]);
  const gain = (base: Statement, head: Statement): number => {
    const [own, other] = [words.get(base) ?? new Set<string>(), words.get(head) ?? new Set<string>()];
    const [telling, plain] = [overlapOf(own, other, weigh), similarityOf(own, other)];
    return telling >= LEAST_TELLING || plain >= LEAST_PLAIN ? telling + plain / 10 : 0;
  };
  const gains = bases.map((base) => heads.map((head) => gain(base, head)));
  // `best[i][j]` is the greatest sum that the statements from i and j on can have.
  const best = Array.from({ length: bases.length + 1 }, () => new Array<number>(heads.length + 1).fill(0));
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0;
  const paired = (i: number, j: number): number => {
    const own = gains[i]?.[j] ?? 0;
    return own === 0 ? 0 : own + at(i + 1, j + 1);
  };
  for (let i = bases.length - 1; i >= 0; i--) {
    const row = best[i] ?? [];
    for (let j = heads.length - 1; j >= 0; j--) row[j] = Math.max(paired(i, j), at(i + 1, j), at(i, j + 1));
  }
  const pairs: Pair[] = [];
  for (let i = 0, j = 0; i < bases.length && j < heads.length; ) {
    const [base, head] = [bases[i], heads[j]];
    if (base !== undefined && head !== undefined && paired(i, j) > 0 && at(i, j) === paired(i, j)) {
      pairs.push([base, head]);
      i++;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

/** The pair that a leftover stands after in its scope, where as many leftovers of both sides stand after it. */
function placeAfterPair(
  { partners }: Matching,
  scope: Key,
  all: { readonly base: readonly Statement[]; readonly head: readonly Statement[] },
): Key {
  const numbers = new Map<Statement, number>();
  for (const [head, base] of partners) {
    numbers.set(head, numbers.size);
    numbers.set(base, numbers.get(head) ?? 0);
  }
  const places = new Map<Statement, string>();
  const counts = new Map<string, { base: number; head: number }>();
  for (const side of ['base', 'head'] as const) {
    const last = new Map<string, number>();
    for (const statement of all[side]) {
      const own = scope(statement);
      if (own === null) continue;
      const number = numbers.get(statement);
      if (number !== undefined) last.set(own, number);
      else {
        const place = `${own}\0${last.get(own) ?? 'start'}`;
        const count = counts.get(place) ?? { base: 0, head: 0 };
        count[side]++;
        counts.set(place, count);
        places.set(statement, place);
      }
    }
  }
  return (statement) => {
    const place = places.get(statement) ?? '';
    const count = counts.get(place);
    return count !== undefined && count.base === count.head ? place : null;
  };
}
