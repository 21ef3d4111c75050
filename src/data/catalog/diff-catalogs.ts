import type { CatalogChange } from './catalog-change.ts';
import type { CatalogEntry } from './catalog-entry.ts';

/**
 * What differs between two catalogs, sorted by kind and name. What belongs to a relation that comes or goes as a whole
 * is not listed beside it. A relation with another name is one dropped and one added.
 */
export function diffCatalogs(
  base: readonly CatalogEntry[],
  head: readonly CatalogEntry[],
): readonly CatalogChange[] {
  const [inBase, inHead] = [indexEntries(base), indexEntries(head)];
  const changes: Difference[] = [];
  for (const [id, entry] of inBase) {
    const other = inHead.get(id);
    if (other === undefined) changes.push(describe(entry, 'dropped', entry, null));
    else if (other.definition !== entry.definition) changes.push(describe(other, 'changed', entry, other));
  }
  for (const [id, entry] of inHead) if (!inBase.has(id)) changes.push(describe(entry, 'added', null, entry));
  const whole = new Set(changes.filter(isWholeRelation).map(({ key }) => key));
  const listed = changes.filter(({ change, base: was, head: is }) => {
    const owner = (is ?? was)?.owner ?? null;
    return change === 'changed' || owner === null || !whole.has(owner);
  });
  return listed.map(toChange).sort((a, b) => compare(a.kind, b.kind) || compare(a.key, b.key));
}

interface Difference {
  readonly entry: CatalogEntry;
  readonly key: string;
  readonly change: CatalogChange['change'];
  readonly base: CatalogEntry | null;
  readonly head: CatalogEntry | null;
}

function describe(
  entry: CatalogEntry,
  change: CatalogChange['change'],
  base: CatalogEntry | null,
  head: CatalogEntry | null,
): Difference {
  return { entry, key: entry.key, change, base, head };
}

/** Kinds that have columns, indexes and other parts. */
function isWholeRelation({ entry: { kind }, change }: Difference): boolean {
  return change !== 'changed' && ['table', 'view', 'materialized view', 'foreign table'].includes(kind);
}

function toChange({ entry: { kind, name, key }, change, base, head }: Difference): CatalogChange {
  const relations = [...new Set([...(base?.relations ?? []), ...(head?.relations ?? [])])].sort(compare);
  const message = `${kind} ${name} ${change}`;
  return {
    kind,
    name,
    change,
    key,
    relations,
    message,
    base: base?.definition ?? null,
    head: head?.definition ?? null,
  };
}

function indexEntries(entries: readonly CatalogEntry[]): ReadonlyMap<string, CatalogEntry> {
  return new Map(entries.map((entry) => [`${entry.kind} ${entry.key}`, entry]));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
