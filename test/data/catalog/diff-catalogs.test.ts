// The report names what changed: once, in a stable order, and nothing that did not change.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CatalogEntry } from '../../../src/data/catalog/catalog-entry.ts';
import { diffCatalogs } from '../../../src/data/catalog/diff-catalogs.ts';

const key = fc.constantFrom('public.a', 'public.b', 'app.c');
const entry: fc.Arbitrary<CatalogEntry> = fc.record({
  kind: fc.constantFrom('table', 'index', 'column', 'function'),
  key,
  name: fc.constantFrom('a', 'b'),
  relations: fc.uniqueArray(key),
  owner: fc.option(key),
  definition: fc.constantFrom('x', 'y'),
});
const catalog = fc.uniqueArray(entry, { selector: ({ kind, key: id }) => `${kind} ${id}` });

test('a catalog does not differ from itself, in whatever order', () => {
  fc.assert(
    fc.property(catalog, (entries) => {
      expect(diffCatalogs(entries, [...entries].reverse())).toEqual([]);
    }),
  );
});

test('the other way round what was added was dropped', () => {
  const swap = { added: 'dropped', dropped: 'added', changed: 'changed' } as const;
  fc.assert(
    fc.property(catalog, catalog, (base, head) => {
      const there = diffCatalogs(base, head).map(
        ({ kind, key: id, change }) => `${kind} ${id} ${swap[change]}`,
      );
      const back = diffCatalogs(head, base).map(({ kind, key: id, change }) => `${kind} ${id} ${change}`);
      // An owner is looked up on head first, and may differ by side.
      const sameOwners = base.every((one) =>
        head.every((two) => one.kind !== two.kind || one.key !== two.key || one.owner === two.owner),
      );
      fc.pre(sameOwners);
      expect(back).toEqual(there);
    }),
  );
});

test('parts of a table that is new are not listed beside it', () => {
  const table: CatalogEntry = {
    kind: 'table',
    key: 'public.t',
    name: 't',
    relations: ['public.t'],
    owner: null,
    definition: 'r',
  };
  const index: CatalogEntry = {
    kind: 'index',
    key: 'public.t_pkey',
    name: 't_pkey',
    relations: ['public.t'],
    owner: 'public.t',
    definition: 'x',
  };
  expect(diffCatalogs([], [table, index]).map(({ message }) => message)).toEqual(['table t added']);
  expect(diffCatalogs([table], [table, index]).map(({ message }) => message)).toEqual(['index t_pkey added']);
});
