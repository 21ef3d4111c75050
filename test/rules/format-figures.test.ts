import { expect, test } from 'vitest';
import {
  formatBytes,
  formatChange,
  formatMs,
  formatNumberOf,
  formatTimes,
} from '../../src/rules/format-figures.ts';

test.each([
  [0, '0 ms'],
  [0.0412, '0.041 ms'],
  [3.14, '3.1 ms'],
  [12.6, '13 ms'],
  [1240, '1,240 ms'],
  [30_000, '30 s'],
  [-2.5, '−2.5 ms'],
])('%d ms is %s', (ms, text) => expect(formatMs(ms)).toBe(text));

test.each([
  [0, '0 bytes'],
  [640, '640 bytes'],
  [2646, '2.6 kB'],
  [57_624, '58 kB'],
  [1_240_000, '1,240 kB'],
])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

test.each([
  [1, '0 %'],
  [1.25, '+25 %'],
  [0.6, '−40 %'],
  [2.99, '+199 %'],
  [3, '3x'],
  [9.99, '9.9x'],
  [1327.5, '1,327x'],
])('a ratio of %d is %s', (ratio, text) => expect(formatChange(ratio)).toBe(text));

test('an infinite ratio has no number', () => expect(formatTimes(Number.POSITIVE_INFINITY)).toBe(''));

test.each([
  [1, '1 block'],
  [0, '0 blocks'],
  [5310, '5,310 blocks'],
])('%d is %s', (count, text) => expect(formatNumberOf(count, 'block')).toBe(text));
