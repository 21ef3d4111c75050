import { expect, test } from 'vitest';
import { parseCpuList } from '../../src/postgres/parse-cpu-list.ts';

test.each([
  ['0', [0]],
  ['0-3', [0, 1, 2, 3]],
  ['8,0-1,5', [0, 1, 5, 8]],
  ['', []],
])('reads the core numbers of %j', (list, cores) => {
  expect(parseCpuList(list)).toEqual(cores);
});
