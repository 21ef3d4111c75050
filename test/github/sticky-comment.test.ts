import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GitHubError } from '../../src/errors.ts';
import { formatCommentTag } from '../../src/github/comment-tag.ts';
import { createGitHubClient } from '../../src/github/github-client.ts';
import {
  COMMENT_LIMIT,
  commentRoom,
  type StickyComment,
  writeStickyComment,
} from '../../src/github/sticky-comment.ts';
import { GitHubServer } from './github-server.ts';

const LIST = 'GET /repos/octo/shop/issues/7/comments?per_page=100';
const CREATE = 'POST /repos/octo/shop/issues/7/comments';
const run = { id: 500, attempt: 1, startedAt: '2026-11-22T10:00:00.000Z' };
const earlier = { ...run, id: 499 };
const later = { ...run, id: 501 };

let github: GitHubServer;
beforeEach(async () => {
  github = await GitHubServer.start();
});
afterEach(async () => {
  await github[Symbol.asyncDispose]();
  expect(github.violations).toEqual([]);
});

/** The server holds every answer against GitHub's description, which takes its time on a busy machine. */
const PATIENCE_MS = 60_000;

function write(change: Partial<StickyComment> = {}, timeoutMs = PATIENCE_MS) {
  const client = createGitHubClient({ token: 'ghs_test', apiUrl: github.url }, { waitUnitMs: 5, timeoutMs });
  const comment = {
    owner: 'octo',
    repo: 'shop',
    pullRequest: 7,
    suite: 'default',
    run,
    text: '**fail**',
    create: true,
  };
  return writeStickyComment(client, { ...comment, ...change });
}

const tag = (suite = 'default', by = earlier) => formatCommentTag({ suite, run: by });
const bodies = () => github.comments.map(({ body }) => body);

describe('a pull request has one comment', () => {
  test('made by the first run and updated in place by the next', async () => {
    expect(await write()).toMatchObject({ action: 'created', url: expect.stringContaining('#issuecomment-') });
    expect(await write({ run: later, text: '**pass**' })).toMatchObject({ action: 'updated' });
    expect(bodies()).toEqual([`${tag('default', later)}\n**pass**`]);
    expect(github.authorizations).toEqual(new Set(['token ghs_test']));
  });

  test('found again on the third page', async () => {
    for (let i = 0; i < 230; i++) github.add(7, `chat ${i}`, { login: 'ann', type: 'User' });
    github.add(7, `${tag()}\nearlier`);
    expect(await write()).toMatchObject({ action: 'updated' });
    expect(github.comments).toHaveLength(231);
    expect(github.requests.filter((request) => request.startsWith('GET /repos'))).toHaveLength(3);
  });

  test('left alone when its text is equal, whatever line ends an editor gave it', async () => {
    github.add(7, `${tag()}\r\nline 1\r\nline 2`);
    expect(await write({ text: 'line 1\nline 2\n' })).toMatchObject({ action: 'unchanged' });
    expect(github.requests.some((request) => !request.startsWith('GET'))).toBe(false);
  });

  test('for each suite', async () => {
    github.add(7, `${tag('services/a')}\nA`);
    expect(await write({ suite: 'services/b', text: 'B' })).toMatchObject({ action: 'created' });
    expect(bodies()).toEqual([`${tag('services/a')}\nA`, `${tag('services/b', run)}\nB`]);
  });

  test('made again when somebody removed it meanwhile', async () => {
    const comment = github.add(7, `${tag()}\nearlier`);
    github.trouble = (request) => {
      if (request.startsWith('PATCH')) github.comments.splice(github.comments.indexOf(comment), 1);
      return undefined;
    };
    expect(await write()).toMatchObject({ action: 'created' });
    expect(github.comments).toHaveLength(1);
  });

  test('and none when there is nothing to say and never was', async () => {
    expect(await write({ create: false })).toEqual({ action: 'not-needed', url: null });
    expect(github.comments).toEqual([]);
  });

  test('which turns green without a new one being wanted', async () => {
    github.add(7, `${tag()}\n**fail**`);
    expect(await write({ create: false, text: '**pass**' })).toMatchObject({ action: 'updated' });
  });
});

describe('a later run is never written over', () => {
  test.each([
    ['a later run', later],
    ['a later attempt of the same run', { ...run, attempt: 2 }],
    ['a later start of the same attempt', { ...run, startedAt: '2026-11-22T10:00:01.000Z' }],
  ])('by %s', async (_, by) => {
    github.add(7, `${tag('default', by)}\nlater`);
    expect(await write()).toMatchObject({ action: 'kept-later' });
    expect(bodies()).toEqual([`${tag('default', by)}\nlater`]);
  });

  test('not even when a comment of an earlier run stands beside it', async () => {
    github.add(7, `${tag('default', earlier)}\nearlier`);
    github.add(7, `${tag('default', later)}\nlater`);
    expect(await write()).toMatchObject({ action: 'kept-later' });
  });
});

describe('comments of others are left alone', () => {
  test('a person who pasted our tag, when the token is the job’s', async () => {
    github.add(7, `${tag()}\nfooled you`, { login: 'mallory', type: 'User' });
    expect(await write()).toMatchObject({ action: 'created' });
    expect(bodies()[0]).toContain('fooled you');
  });

  test('another person, when the token is a person’s', async () => {
    github.identity = { login: 'ann', type: 'User' };
    github.add(7, `${tag()}\nfooled you`, { login: 'mallory', type: 'User' });
    github.add(7, `${tag()}\nmine`);
    expect(await write()).toMatchObject({ action: 'updated' });
    expect(bodies()).toEqual([`${tag()}\nfooled you`, `${tag('default', run)}\n**fail**`]);
  });

  test('a quotation of our comment', async () => {
    github.add(7, `> ${tag()}\n> **fail**\n\nwhy?`);
    github.add(7, `why this?\n${tag()}\n**fail**`);
    expect(await write()).toMatchObject({ action: 'created' });
  });
});

describe('a refusal names the permission', () => {
  test.each([403, 404] as const)('HTTP %i', async (status) => {
    github.trouble = (request) => (request === CREATE ? status : undefined);
    const error = await write().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GitHubError);
    expect(error).toMatchObject({
      code: 'github-permission',
      hint: expect.stringContaining('pull-requests: write'),
    });
    expect(String(error)).toContain(`comment on pull request #7: HTTP ${status}`);
    expect(github.requests.filter((request) => request === CREATE)).toHaveLength(1);
  });

  test('a token that is not one', async () => {
    github.trouble = () => 401;
    await expect(write()).rejects.toMatchObject({ code: 'github-token' });
  });

  test('a body that GitHub does not take', async () => {
    github.trouble = (request) => (request === CREATE ? 422 : undefined);
    await expect(write()).rejects.toMatchObject({ code: 'github-rejected' });
  });
});

describe('when GitHub is in trouble', () => {
  test('a failure is tried again', async () => {
    github.trouble = (request, time) => (request === LIST && time < 3 ? 500 : undefined);
    expect(await write()).toMatchObject({ action: 'created' });
  });

  test('a failure that stays is an error, not a comment too many', async () => {
    github.trouble = () => 500;
    await expect(write()).rejects.toMatchObject({ code: 'github-unavailable' });
    expect(github.comments).toEqual([]);
  });

  test('no answer in time is tried again', async () => {
    github.trouble = (request, time) => (request === LIST && time === 1 ? 'slow' : undefined);
    expect(await write({}, 3_000)).toMatchObject({ action: 'created' });
    expect(github.requests.filter((request) => request === LIST).length).toBeGreaterThan(1);
  });

  test('a rate limit is waited for', async () => {
    github.trouble = (request, time) => (request === CREATE && time === 1 ? 429 : undefined);
    expect(await write()).toMatchObject({ action: 'created' });
    expect(github.comments).toHaveLength(1);
  });

  test.each(['lost', 'cut'] as const)('a comment whose answer was %s is not made twice', async (trouble) => {
    github.trouble = (request, time) => (request === CREATE && time === 1 ? trouble : undefined);
    expect(await write()).toMatchObject({ action: 'created' });
    expect(github.comments).toHaveLength(1);
  });

  test('a comment that was not made is made at the second try', async () => {
    github.trouble = (request, time) => (request === CREATE && time === 1 ? 500 : undefined);
    expect(await write()).toMatchObject({ action: 'created' });
    expect(github.comments).toHaveLength(1);
  });

  test('a list that was cut is not taken for an empty one', async () => {
    github.add(7, `${tag()}\nearlier`);
    github.trouble = (request) => (request === LIST ? 'cut' : undefined);
    await expect(write()).rejects.toMatchObject({ code: 'github-unavailable' });
    expect(github.comments).toHaveLength(1);
  });
});

test('the longest text that has room is taken by GitHub, one character more is not', async () => {
  const room = commentRoom({ suite: 'default', run });
  expect(await write({ text: 'x'.repeat(room) })).toMatchObject({ action: 'created' });
  expect(bodies()[0]).toHaveLength(COMMENT_LIMIT);
  // GitHub's own limit is a little further on.
  await expect(write({ text: 'x'.repeat(65_536), run: later })).rejects.toMatchObject({
    code: 'github-rejected',
  });
});
