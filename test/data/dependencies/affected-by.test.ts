// Which changes a report names beside a query.
import { expect, test } from 'vitest';
import type { CatalogChange } from '../../../src/data/catalog/catalog-change.ts';
import { affectedBy } from '../../../src/data/dependencies/affected-by.ts';
import type { QueryDependencies } from '../../../src/data/dependencies/query-dependencies.ts';

const change = (
  kind: CatalogChange['kind'],
  key: string,
  relations: readonly string[] = [],
): CatalogChange => ({
  kind,
  key,
  name: key,
  change: 'changed',
  relations,
  message: `${kind} ${key} changed`,
  base: 'x',
  head: 'y',
});

const query: QueryDependencies = {
  id: 'q',
  relations: ['public.orders'],
  functions: ['public.f(integer)'],
  types: ['public.mood'],
  failed: null,
};

const CASES: readonly (readonly [what: string, change: CatalogChange, affected: boolean])[] = [
  ['an index of its relation', change('index', 'public.i', ['public.orders']), true],
  ['an index of another relation', change('index', 'public.i', ['public.lines']), false],
  [
    'a foreign key between its relation and another',
    change('constraint', 'k', ['public.lines', 'public.orders']),
    true,
  ],
  ['its function', change('function', 'public.f(integer)'), true],
  ['an overload of its function', change('function', 'public.f(text)'), false],
  ['its type', change('type', 'public.mood'), true],
  ['a type of the name of its relation', change('type', 'public.orders'), false],
  ['rows of its relation', change('rows', 'public.orders', ['public.orders']), true],
  ['a setting of the database', change('setting', 'work_mem'), true],
  ['an extension', change('extension', 'citext'), false],
];

test.for(CASES)('%s', ([, one, affected]) => {
  expect(affectedBy([query], [one])).toEqual(affected ? [one] : []);
});

test('what either side depends on counts', () => {
  const other: QueryDependencies = { ...query, relations: ['public.lines'] };
  const changes = [change('index', 'i', ['public.lines']), change('index', 'j', ['public.orders'])];
  expect(affectedBy([query, other], changes)).toEqual(changes);
});
