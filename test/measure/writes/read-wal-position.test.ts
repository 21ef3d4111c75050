// Without this equal writes would have unequal WAL, by where in a page they begin.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bytesOfRecords } from '../../../src/measure/writes/read-wal-position.ts';

const SIZES = { segment: 1_048_576, page: 8192 };

it.each([
  ['the end of the first header', 40, 0],
  ['the last byte of the first page', 8191, 8151],
  ['the end of the second header', 8192 + 24, 8152],
  ['a position within a header', 8192 + 8, 8152],
  ['the next segment', 1_048_576 + 40, 1_048_576 - 40 - 127 * 24],
])('%s', (_, position, expected) => {
  expect(bytesOfRecords(position, SIZES)).toBe(expected);
});

it('counts each byte once, and none of a header', () => {
  fc.assert(
    fc.property(fc.nat(5_000_000), (position) => {
      const step = bytesOfRecords(position + 1, SIZES) - bytesOfRecords(position, SIZES);
      const inSegment = position % SIZES.segment;
      const header = inSegment < SIZES.page ? 40 : 24;
      expect(step).toBe(inSegment % SIZES.page < header ? 0 : 1);
    }),
  );
});
