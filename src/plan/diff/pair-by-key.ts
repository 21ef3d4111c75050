/** One pass of matching: items of equal keys are matched; undefined takes an item out of the pass. */
export type Key<T> = (item: T) => string | undefined;

/**
 * Matches items of two lists by one key after the other, the most telling first. Among items of equal keys, `rank` decides who
 * goes with whom: both sides are sorted by it, so that the order of the lists has no say. In n log n time.
 */
export function pairByKeys<T>(
  base: readonly T[],
  head: readonly T[],
  keys: readonly Key<T>[],
  rank: (item: T) => string,
): { readonly pairs: readonly (readonly [T, T])[]; readonly base: readonly T[]; readonly head: readonly T[] } {
  const pairs: (readonly [T, T])[] = [];
  let left = { base, head };
  for (const key of keys) {
    const groups = new Map<string, { readonly base: T[]; readonly head: T[] }>();
    for (const side of ['base', 'head'] as const) {
      for (const item of left[side]) {
        const text = key(item);
        if (text === undefined) continue;
        const group = groups.get(text) ?? { base: [], head: [] };
        groups.set(text, group);
        group[side].push(item);
      }
    }
    const matched = new Set<T>();
    for (const group of groups.values()) {
      if (group.base.length === 0 || group.head.length === 0) continue;
      for (const pair of pairGroup(group.base, group.head, rank)) {
        pairs.push(pair);
        matched.add(pair[0]).add(pair[1]);
      }
    }
    left = {
      base: left.base.filter((item) => !matched.has(item)),
      head: left.head.filter((item) => !matched.has(item)),
    };
  }
  return { pairs, ...left };
}

/** Equal ranks go together first; what is left is matched in the order of the ranks. */
function pairGroup<T>(
  base: readonly T[],
  head: readonly T[],
  rank: (item: T) => string,
): readonly (readonly [T, T])[] {
  const [onlyBase, onlyHead] = [base[0], head[0]];
  if (base.length === 1 && head.length === 1 && onlyBase && onlyHead) return [[onlyBase, onlyHead]];
  const pairs: (readonly [T, T])[] = [];
  const sorted = (items: readonly T[]) =>
    items
      .map((item) => ({ item, text: rank(item) }))
      .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  const bases = sorted(base);
  const heads = sorted(head);
  const rest: { readonly base: T[]; readonly head: T[] } = { base: [], head: [] };
  let b = 0;
  let h = 0;
  while (b < bases.length || h < heads.length) {
    const [x, y] = [bases[b], heads[h]];
    if (x && y && x.text === y.text) {
      pairs.push([x.item, y.item]);
      b += 1;
      h += 1;
    } else if (x && (!y || x.text < y.text)) {
      rest.base.push(x.item);
      b += 1;
    } else if (y) {
      rest.head.push(y.item);
      h += 1;
    }
  }
  rest.base.forEach((item, index) => {
    const other = rest.head[index];
    if (other) pairs.push([item, other]);
  });
  return pairs;
}
