import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { GitHubContext } from '../../src/github/context.ts';
import { SUMMARY_LIMIT_BYTES } from '../../src/github/job-summary.ts';
import { type Publication, publishReport } from '../../src/github/publish-report.ts';
import { COMMENT_LIMIT } from '../../src/github/sticky-comment.ts';
import { captureLog } from './capture-log.ts';
import { GitHubServer } from './github-server.ts';
import { makeQuery, makeReport } from './sample-report.ts';

const pullRequest = {
  number: 7,
  baseRef: 'main',
  baseSha: 'a'.repeat(40),
  headRef: 'feature',
  headSha: 'b'.repeat(40),
  fromFork: false,
};
const fork = { ...pullRequest, fromFork: true };

let folder: string;
let summary: string;
let github: GitHubServer;
let log: ReturnType<typeof captureLog>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'explain-gate-test-'));
  summary = join(folder, 'summary.md');
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  vi.stubEnv('GITHUB_STEP_SUMMARY', summary);
  writeFileSync(summary, '');
  github = await GitHubServer.start();
  log = captureLog();
});
afterEach(async () => {
  log.stop();
  vi.unstubAllEnvs();
  await github[Symbol.asyncDispose]();
  expect(github.violations).toEqual([]);
});

const failing = makeReport([makeQuery()], 'fail');
const passing = makeReport([makeQuery({ status: 'unchanged', findings: [] })], 'pass');

function publish(change: Partial<Publication> = {}, context: Partial<GitHubContext> = {}) {
  return publishReport({
    report: failing,
    render: () => 'the report',
    context: {
      eventName: 'pull_request',
      apiUrl: github.url,
      serverUrl: 'https://github.com',
      repository: { owner: 'octo', name: 'shop' },
      public: true,
      pullRequest,
      baseSha: pullRequest.baseSha,
      run: { id: 500, attempt: 1 },
      workflowRun: null,
      problem: null,
      ...context,
    },
    mode: 'on-change',
    suite: 'default',
    startedAt: '2026-11-22T10:00:00.000Z',
    token: 'ghs_test',
    patience: { waitUnitMs: 5, timeoutMs: 60_000 },
    ...change,
  });
}

const lines = (command: string) => log.lines().filter((line) => line.startsWith(`::${command}`));

test('summary, annotation and comment', async () => {
  await publish();
  expect(readFileSync(summary, 'utf8')).toBe('the report\n');
  expect(lines('error')).toHaveLength(1);
  expect(github.comments.map(({ body }) => body.split('\n')[1])).toEqual(['the report']);
});

test('no comment while there is nothing to say; one that is there turns green', async () => {
  await publish({ report: passing });
  expect(github.comments).toEqual([]);
  await publish();
  await publish({ report: passing, render: () => 'all well', startedAt: '2026-11-22T10:00:01.000Z' });
  expect(github.comments.map(({ body }) => body.split('\n')[1])).toEqual(['all well']);
});

test('comment: never leaves GitHub alone', async () => {
  await publish({ mode: 'never' });
  expect(github.requests).toEqual([]);
  expect(readFileSync(summary, 'utf8')).toBe('the report\n');
});

test('a refused comment is a warning that names the permission; the summary is there', async () => {
  github.trouble = (request) => (request.startsWith('POST') ? 403 : undefined);
  await publish();
  expect(lines('warning')).toEqual([expect.stringMatching(/HTTP 403.*`pull-requests: write`/)]);
  expect(readFileSync(summary, 'utf8')).toBe('the report\n');
});

const comments = (request: string) => request.includes('/comments');

test.each<[string, GitHubServer['trouble'], RegExp]>([
  ['is not found', (request) => (comments(request) ? 404 : undefined), /HTTP 404.*`pull-requests: write`/],
  ['is rejected', (request) => (comments(request) ? 422 : undefined), /HTTP 422.*in the job summary/],
  ['fails', (request) => (comments(request) ? 500 : undefined), /HTTP 500.*in the job summary/],
  ['is limited', (request) => (comments(request) ? 429 : undefined), /rate limit of this token/],
  ['is never answered', (request) => (comments(request) ? 'slow' : undefined), /no answer.*in the job summary/],
  ['is cut', (request) => (comments(request) ? 'cut' : undefined), /no answer.*in the job summary/],
])('a comment that %s is one warning; summary and annotations are there', async (_, trouble, reason) => {
  github.trouble = trouble;
  await publish({ patience: { waitUnitMs: 1, timeoutMs: 300 } });
  expect(lines('warning')).toEqual([expect.stringMatching(reason)]);
  expect(lines('error')).toHaveLength(1);
  expect(readFileSync(summary, 'utf8')).toBe('the report\n');
  expect(github.comments).toEqual([]);
});

test('on a fork it is a notice, since nothing is wrong', async () => {
  github.trouble = (request) => (request.startsWith('POST') ? 403 : undefined);
  await publish({}, { pullRequest: fork });
  expect(lines('warning')).toEqual([]);
  expect(lines('notice')).toEqual([expect.stringContaining('from a fork')]);
});

test('a fork whose token may write gets its comment', async () => {
  await publish({}, { pullRequest: fork });
  expect(github.comments).toHaveLength(1);
});

test.each([
  ['no token', { token: undefined }, {}, /`token` input is empty/],
  [
    'no readable event',
    {},
    { pullRequest: null, problem: 'the event cannot be read' },
    /the event cannot be read/,
  ],
])('%s: a notice says why there is no comment', async (_, change, context, reason) => {
  await publish(change, context);
  expect(lines('notice')).toEqual([expect.stringMatching(reason)]);
  expect(github.requests).toEqual([]);
});

test('a push has no pull request and nothing is said of it', async () => {
  await publish({}, { pullRequest: null });
  expect(lines('notice')).toEqual([]);
});

test('a comment of a later run is left as it is, with a notice', async () => {
  await publish({}, { run: { id: 501, attempt: 1 } });
  await publish({ render: () => 'late' });
  expect(github.comments.map(({ body }) => body.split('\n')[1])).toEqual(['the report']);
  expect(lines('notice')).toEqual([expect.stringContaining('later run')]);
});

test('comment and summary are rendered for the room that GitHub gives them', async () => {
  const limits: number[] = [];
  await publish({
    render: (limit) => {
      limits.push(limit);
      return 'x'.repeat(limit);
    },
  });
  expect(limits[0]).toBeLessThan(SUMMARY_LIMIT_BYTES);
  expect(readFileSync(summary, 'utf8').length).toBeLessThanOrEqual(SUMMARY_LIMIT_BYTES);
  expect(github.comments[0]?.body).toHaveLength(COMMENT_LIMIT);
});

// The last one: the runner's package keeps what it could not write.
test('without a place for the summary the comment is still written', async () => {
  rmSync(summary);
  mkdirSync(summary);
  await publish();
  expect(lines('warning')).toEqual([expect.stringContaining('job summary')]);
  expect(github.comments).toHaveLength(1);
});
