// A layout that the config does not know can't be chosen; one that only the config knows fails when it is.
import { expect, test } from 'vitest';
import { MIGRATION_LAYOUTS } from '../../src/config/migration-layouts.ts';
import { layouts } from '../../src/data/layouts/index.ts';

test('the config allows exactly the layouts that there are', () => {
  expect([...MIGRATION_LAYOUTS].sort()).toEqual(layouts.map(({ name }) => name).sort());
});
