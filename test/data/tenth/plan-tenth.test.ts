// Which rows make the tenth. A user would miss a customer whose orders are gone: every look-up would seem to grow.
import { expect, test } from 'vitest';
import { planTenth } from '../../../src/data/tenth/plan-tenth.ts';
import type { SampledTable, UnitForeignKey } from '../../../src/data/tenth/sampled-table.ts';

function table(name: string, rows: number, unit = name): SampledTable {
  return { name, scannedAs: name, unit, unitShown: unit, rows, key: ['id'], columns: ['id'] };
}

function key(from: string, to: string): UnitForeignKey {
  return { from, to, fromColumns: [`${to}_id`], toColumns: ['id'] };
}

function plan(tables: readonly SampledTable[], keys: readonly UnitForeignKey[]) {
  return planTenth(tables, keys).map(({ unit, keep }) => [
    unit,
    typeof keep === 'string' ? keep : `follows ${keep.to}`,
  ]);
}

test.each<[string, SampledTable[], UnitForeignKey[], string[][]]>([
  ['small tables stay whole', [table('a', 999), table('b', 10)], [key('b', 'a')], []],
  ['a large one becomes a tenth', [table('a', 1000), table('b', 10)], [], [['a', 'tenth']]],
  [
    'a chain follows its beginning, which comes first',
    [table('lines', 9000), table('orders', 3000), table('customers', 1000)],
    [key('lines', 'orders'), key('orders', 'customers')],
    [
      ['customers', 'tenth'],
      ['orders', 'follows customers'],
      ['lines', 'follows orders'],
    ],
  ],
  [
    'of two parents it follows the larger one, and a small one never',
    [table('items', 9000), table('orders', 5000), table('products', 2000), table('countries', 200)],
    [key('items', 'products'), key('items', 'orders'), key('orders', 'countries')],
    [
      ['orders', 'tenth'],
      ['items', 'follows orders'],
      ['products', 'tenth'],
    ],
  ],
  ['a key to itself leads nowhere', [table('tree', 5000)], [key('tree', 'tree')], [['tree', 'tenth']]],
  [
    'in a circle one begins',
    [table('a', 5000), table('b', 5000)],
    [key('a', 'b'), key('b', 'a')],
    [
      ['b', 'tenth'],
      ['a', 'follows b'],
    ],
  ],
  [
    'a small table that refers to a large one is written again whole, and so is who refers to it',
    [table('big', 5000), table('small', 10), table('tiny', 5), table('apart', 5)],
    [key('small', 'big'), key('tiny', 'small'), key('big', 'apart')],
    [
      ['big', 'tenth'],
      ['small', 'whole'],
      ['tiny', 'whole'],
    ],
  ],
  [
    'partitions count together',
    [table('events_1', 600, 'events'), table('events_2', 600, 'events')],
    [],
    [['events', 'tenth']],
  ],
])('%s', (_, tables, keys, expected) => {
  expect(plan(tables, keys)).toEqual(expected);
});
