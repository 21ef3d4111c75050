// Migrations that run in another order than the project's own tool runs them build another schema.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareFileNames } from '../../src/data/compare-file-names.ts';

const CASES: readonly (readonly string[])[] = [
  ['1_a.sql', '2_b.sql', '10_c.sql'],
  ['001_a.sql', '002_b.sql', '010_c.sql'],
  ['20240102030405_a.sql', '20240102030406_b.sql'],
  ['V1.9__b.sql', 'V1.10__c.sql', 'V2__d.sql'],
  ['a.sql', 'b.sql', 'é.sql'],
  ['01_a.sql', '1_b.sql'],
  ['9'.repeat(30), `1${'0'.repeat(30)}`],
];

test.for(CASES)('%s …', (...names) => {
  const order = names[0];
  expect([...order].reverse().sort(compareFileNames)).toEqual(order);
});

test('it is an order', () => {
  const name = fc.string({ unit: fc.constantFrom('0', '1', '9', 'a', '_', '.'), maxLength: 6 });
  fc.assert(
    fc.property(name, name, name, (a, b, c) => {
      expect(Math.sign(compareFileNames(a, b)) + Math.sign(compareFileNames(b, a))).toBe(0);
      expect(compareFileNames(a, b) === 0).toBe(a === b);
      if (compareFileNames(a, b) <= 0 && compareFileNames(b, c) <= 0)
        expect(compareFileNames(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});
