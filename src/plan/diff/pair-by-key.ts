/** One pass of matching: items of equal keys are matched; undefined takes an item out of the pass. */
export type Key<T> = (item: T) => string | undefined;

/** Items of two lists: those matched, and what is left on each side. */
export interface Pairing<T> {
  readonly pairs: readonly (readonly [T, T])[];
  readonly base: readonly T[];
  readonly head: readonly T[];
}

/**
 * Matches items of two lists by one key after the other, the most telling first. Where several items have one key, `ranks` decide
 * who goes with whom: equal first ranks go together, then equal second ones and so on; what is left goes together in the order of
 * its last rank. The order of the lists has no say. In n log n time.
 */
export function pairByKeys<T>(
  base: readonly T[],
  head: readonly T[],
  keys: readonly Key<T>[],
  ranks: readonly ((item: T) => string)[],
): Pairing<T> {
  const pairs: (readonly [T, T])[] = [];
  let left = { base, head };
  for (const key of keys) {
    const matched = new Set<T>();
    for (const group of groupByKey(left, key).values()) {
      if (group.base.length === 0 || group.head.length === 0) continue;
      for (const pair of pairGroup(group.base, group.head, ranks)) {
        pairs.push(pair);
        matched.add(pair[0]).add(pair[1]);
      }
    }
    const isLeft = (item: T) => !matched.has(item);
    left = { base: left.base.filter(isLeft), head: left.head.filter(isLeft) };
  }
  return { pairs, ...left };
}

interface Group<T> {
  readonly base: T[];
  readonly head: T[];
}

function groupByKey<T>(
  { base, head }: { readonly base: readonly T[]; readonly head: readonly T[] },
  key: Key<T>,
): ReadonlyMap<string, Group<T>> {
  const groups = new Map<string, Group<T>>();
  for (const [side, items] of [['base', base] as const, ['head', head] as const]) {
    for (const item of items) {
      const text = key(item);
      if (text === undefined) continue;
      const group = groups.get(text) ?? { base: [], head: [] };
      groups.set(text, group);
      group[side].push(item);
    }
  }
  return groups;
}

function pairGroup<T>(
  base: readonly T[],
  head: readonly T[],
  ranks: readonly ((item: T) => string)[],
): readonly (readonly [T, T])[] {
  const [onlyBase, onlyHead] = [base[0], head[0]];
  if (base.length === 1 && head.length === 1 && onlyBase && onlyHead) return [[onlyBase, onlyHead]];
  const equal = pairEqual(base, head, ranks);
  const last = ranks.at(-1) ?? (() => '');
  const [bases, heads] = [sortBy(equal.base, last), sortBy(equal.head, last)];
  const rest = bases.flatMap((item, index) => {
    const other = heads[index];
    return other === undefined ? [] : [[item, other] as const];
  });
  return [...equal.pairs, ...rest];
}

/** Goes through both sides by one rank after the other and takes out equals. */
function pairEqual<T>(
  base: readonly T[],
  head: readonly T[],
  ranks: readonly ((item: T) => string)[],
): Pairing<T> {
  const pairs: (readonly [T, T])[] = [];
  let left = { base, head };
  for (const rank of ranks) {
    const waiting = Map.groupBy(left.head, rank);
    const baseLeft = left.base.filter((item) => {
      const other = waiting.get(rank(item))?.shift();
      if (other === undefined) return true;
      pairs.push([item, other]);
      return false;
    });
    left = { base: baseLeft, head: [...waiting.values()].flat() };
  }
  return { pairs, ...left };
}

function sortBy<T>(items: readonly T[], rank: (item: T) => string): readonly T[] {
  return items
    .map((item) => ({ item, text: rank(item) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ item }) => item);
}
