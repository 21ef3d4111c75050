import { expect, test } from 'vitest';
import { type CommentMode, wantsComment } from '../../src/github/comment-mode.ts';

test.each<[CommentMode, 'pass' | 'warn' | 'fail', number, boolean]>([
  ['always', 'pass', 0, true],
  ['on-change', 'pass', 0, false],
  ['on-change', 'pass', 1, true],
  ['on-change', 'warn', 0, true],
  ['on-fail', 'warn', 5, false],
  ['on-fail', 'fail', 1, true],
  ['never', 'fail', 1, false],
])('comment: %s, verdict %s, %i changed queries: first comment %s', (mode, verdict, changedQueries, wanted) => {
  expect(wantsComment(mode, { verdict, changedQueries })).toBe(wanted);
});
