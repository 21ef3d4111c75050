import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCommentTag, isLaterRun, parseCommentTag } from '../../src/github/comment-tag.ts';

const run = { id: 17, attempt: 2, startedAt: '2026-11-22T10:00:00.000Z' };

test('a tag is read back whatever the suite is called, and never ends the HTML comment early', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.nat(), fc.nat(), (suite, id, attempt) => {
      fc.pre(suite.isWellFormed());
      const tag = { suite, run: { ...run, id, attempt } };
      const line = formatCommentTag(tag);
      expect(line.slice(4, -3)).not.toMatch(/--|>/);
      expect(parseCommentTag(`${line}\ntext`)).toEqual({ tag, text: 'text' });
    }),
  );
});

test.each([
  ['no tag', 'hello'],
  ['the tag is not the first line', `\n${formatCommentTag({ suite: 'a', run })}`],
  ['something stands before it', `> ${formatCommentTag({ suite: 'a', run })}`],
  ['something stands behind it', `${formatCommentTag({ suite: 'a', run })} hello`],
  ['no run', '<!-- explain-gate: a -->\ntext'],
  [
    'a suite that is not encoded text',
    '<!-- explain-gate: %E0%A4%A run=1 attempt=1 started=2026-11-22T10:00:00.000Z -->\ntext',
  ],
])('%s: not our comment', (_, body) => {
  expect(parseCommentTag(body)).toBeNull();
});

describe('which run is later', () => {
  test.each([
    [{ ...run, id: 18, attempt: 1, startedAt: '2026-11-22T09:00:00.000Z' }, true],
    [{ ...run, id: 16, attempt: 9, startedAt: '2026-11-23T10:00:00.000Z' }, false],
    [{ ...run, attempt: 3 }, true],
    [{ ...run, startedAt: '2026-11-22T10:00:00.001Z' }, true],
    [run, false],
  ])('%j after run 17, attempt 2: %s', (other, later) => {
    expect(isLaterRun(other, run)).toBe(later);
  });
});
