import { expect, test } from 'vitest';
import { linkToHead } from '../../src/github/link-to-head.ts';

const headSha = 'b'.repeat(40);
const pullRequest = { number: 1, baseRef: 'main', baseSha: 'a', headRef: 'x', headSha, fromFork: false };
const context = { serverUrl: 'https://github.com', repository: { owner: 'octo', name: 'shop' }, pullRequest };

test.each([
  [{ file: 'queries/orders.sql', line: 3, endLine: 9 }, 'queries/orders.sql#L3-L9'],
  [{ file: 'q.sql', line: 3, endLine: 3 }, 'q.sql#L3'],
  [{ file: 'a b/ж.sql', line: 1, endLine: 1 }, 'a%20b/%D0%B6.sql#L1'],
  [{ file: 'x)[y](http://evil#.sql', line: 1, endLine: 1 }, 'x%29%5By%5D%28http%3A//evil%23.sql#L1'],
])('%j', (location, end) => {
  expect(linkToHead(context)(location)).toBe(`https://github.com/octo/shop/blob/${headSha}/${end}`);
});

test('outside a pull request there is no page', () => {
  expect(linkToHead({ ...context, pullRequest: null })({ file: 'q.sql', line: 1, endLine: 1 })).toBeUndefined();
});
