import { expect, test } from 'vitest';
import { compareWork } from '../../src/compare/work-delta.ts';

test('differences and ratios, head against base', () => {
  const base = { blocks: 4, tempBlocks: 0, rowsProcessed: 12, walBytes: 0 };
  const head = { blocks: 5310, tempBlocks: 0, rowsProcessed: 6, walBytes: 80 };
  expect(compareWork(base, head)).toEqual({
    blocks: { base: 4, head: 5310, difference: 5306, ratio: 1327.5 },
    tempBlocks: { base: 0, head: 0, difference: 0, ratio: 1 },
    rowsProcessed: { base: 12, head: 6, difference: -6, ratio: 0.5 },
    walBytes: { base: 0, head: 80, difference: 80, ratio: Number.POSITIVE_INFINITY },
  });
});
