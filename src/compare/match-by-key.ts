import type { Statement } from '../sql/statement.ts';

/** The statements that have no partner yet, in order of place, and the pairs found so far. */
export interface Matching {
  base: readonly Statement[];
  head: readonly Statement[];
  /** From head to base. */
  readonly partners: Map<Statement, Statement>;
}

/** What two statements must share; null or empty says that a statement does not take part. */
export type Key = (statement: Statement) => string | null;

/** Pairs leftovers of equal key in order of place; with `unique` only where each side has one left of that key. */
export function matchByKey(matching: Matching, key: Key, how: 'in order' | 'unique' = 'in order'): void {
  const groups = groupBy(matching.base, key);
  const pairs: [Statement, Statement][] = [];
  for (const [value, heads] of groupBy(matching.head, key)) {
    const bases = groups.get(value) ?? [];
    if (how === 'unique' && (bases.length !== 1 || heads.length !== 1)) continue;
    for (const [index, base] of bases.entries()) {
      const head = heads[index];
      if (head !== undefined) pairs.push([base, head]);
    }
  }
  settlePairs(matching, pairs);
}

/** Records pairs of base and head and takes them out of the leftovers. */
export function settlePairs(matching: Matching, pairs: readonly (readonly [Statement, Statement])[]): void {
  if (pairs.length === 0) return;
  const taken = new Set<Statement>();
  for (const [base, head] of pairs) {
    taken.add(base);
    matching.partners.set(head, base);
  }
  matching.base = matching.base.filter((statement) => !taken.has(statement));
  matching.head = matching.head.filter((statement) => !matching.partners.has(statement));
}

/** Statements by key, each group in the order of the input. */
export function groupBy(statements: readonly Statement[], key: Key): Map<string, Statement[]> {
  const groups = new Map<string, Statement[]>();
  for (const statement of statements) {
    const value = key(statement);
    if (value === null) continue;
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [statement]);
    else group.push(statement);
  }
  return groups;
}
