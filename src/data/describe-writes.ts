import type { CatalogChange } from './catalog/catalog-change.ts';
import type { WrittenTables } from './find-written-tables.ts';
import type { TableState } from './list-tables.ts';

/** A change for each table of which an added migration wrote rows; a table that it made is a change by itself. */
export function describeWrites(
  { tables, counted }: WrittenTables,
  before: readonly TableState[],
): readonly CatalogChange[] {
  const known = new Set(before.map(({ name }) => name));
  return tables
    .filter(({ name }) => known.has(name))
    .map(({ name, ancestors }) => {
      const shown = name.replace(/^public\./, '');
      const verb = counted ? 'written' : 'may have been written';
      const message = `rows of ${shown} ${verb} by an added migration`;
      return {
        kind: 'rows',
        name: shown,
        change: 'changed',
        key: name,
        relations: [name, ...ancestors],
        message,
        base: null,
        head: null,
      };
    });
}
