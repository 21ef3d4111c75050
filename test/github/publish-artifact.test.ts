import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { readGitHubContext } from '../../src/github/context.ts';
import { type ArtifactPublication, publishArtifact } from '../../src/github/publish-artifact.ts';
import { captureLog } from './capture-log.ts';
import { GitHubServer } from './github-server.ts';
import { makeQuery, makeReport } from './sample-report.ts';

const SHA = 'b'.repeat(40);

/** The event as GitHub sends it for a run of a pull request from a fork: `pull_requests` is empty. */
const workflowRun = {
  id: 900,
  run_attempt: 2,
  run_started_at: '2026-11-22T10:00:00Z',
  event: 'pull_request',
  head_sha: SHA,
  head_branch: 'feature',
  head_repository: { full_name: 'mallory/shop', owner: { login: 'mallory' } },
  pull_requests: [],
};

let folder: string;
let github: GitHubServer;
let log: ReturnType<typeof captureLog>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'explain-gate-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  vi.stubEnv('GITHUB_STEP_SUMMARY', join(folder, 'summary.md'));
  writeFileSync(join(folder, 'summary.md'), '');
  writeReport(makeReport([makeQuery()], 'fail'));
  github = await GitHubServer.start();
  github.pullRequests.push(
    { number: 6, state: 'closed', head: 'mallory:feature', headSha: SHA },
    { number: 7, state: 'open', head: 'mallory:feature', headSha: SHA },
    { number: 8, state: 'open', head: 'octo:feature', headSha: SHA },
  );
  log = captureLog();
});
afterEach(async () => {
  log.stop();
  vi.unstubAllEnvs();
  await github[Symbol.asyncDispose]();
  expect(github.violations).toEqual([]);
});

function writeReport(report: unknown): void {
  writeFileSync(join(folder, 'report.json'), JSON.stringify(report));
}

function publish(change: Partial<ArtifactPublication> = {}, event: object = { workflow_run: workflowRun }) {
  const eventFile = join(folder, 'event.json');
  writeFileSync(eventFile, JSON.stringify(event));
  const context = readGitHubContext({
    GITHUB_EVENT_NAME: 'workflow_run' in event ? 'workflow_run' : 'push',
    GITHUB_EVENT_PATH: eventFile,
    GITHUB_REPOSITORY: 'octo/shop',
    GITHUB_RUN_ID: '901',
    GITHUB_API_URL: github.url,
  });
  return publishArtifact({
    folder,
    context,
    mode: 'on-change',
    suite: 'default',
    token: 'ghs_test',
    patience: { waitUnitMs: 5, timeoutMs: 60_000 },
    ...change,
  });
}

const notices = () => log.lines().filter((line) => line.startsWith('::notice'));

test('the report of a fork is posted on its pull request, by the stamp of the run that was told of', async () => {
  await publish();
  expect(github.comments).toMatchObject([{ issue: 7 }]);
  const body = github.comments[0]?.body ?? '';
  expect(body).toContain('run=900 attempt=2 started=2026-11-22T10:00:00Z');
  expect(body).toContain(`https://github.com/octo/shop/blob/${SHA}/queries/orders.sql#L12-L20`);
  expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toContain('ordersByCustomer');
});

test('files of the default branch are not annotated with what a pull request does', async () => {
  await publish();
  expect(log.lines().filter((line) => line.startsWith('::error'))).toEqual([]);
});

test('what the report says of itself chooses neither pull request nor repository', async () => {
  const report = makeReport([makeQuery()], 'fail');
  writeReport({ ...report, head: { ref: 'refs/pull/8/merge', sha: 'c'.repeat(40) } });
  await publish();
  expect(github.comments.map(({ issue }) => issue)).toEqual([7]);
  expect(github.requests.every((request) => request.includes('/octo/shop/') || request === 'GET /user')).toBe(
    true,
  );
});

test.each<[string, () => void]>([
  ['the pull request is closed', () => github.pullRequests.splice(1, 1)],
  [
    'a newer commit was pushed',
    () =>
      github.pullRequests.splice(1, 1, {
        number: 7,
        state: 'open',
        head: 'mallory:feature',
        headSha: 'd'.repeat(40),
      }),
  ],
])('%s: nothing is posted, and said', async (_, change) => {
  change();
  await publish();
  expect(github.comments).toEqual([]);
  expect(notices()).toEqual([expect.stringContaining('closed, or has a newer commit')]);
});

test('a run that was not for a pull request has nothing to post', async () => {
  await publish({}, { workflow_run: { ...workflowRun, event: 'push' } });
  expect(github.requests).toEqual([]);
  expect(notices()).toEqual([expect.stringContaining('`push`')]);
});

test('a fork that is gone has no pull request', async () => {
  await publish({}, { workflow_run: { ...workflowRun, head_repository: null } });
  expect(github.comments).toEqual([]);
});

test('hostile text is shown, and is neither markup nor a mention', async () => {
  const hostile = '<img src=x onerror=alert(1)> @octo/admins #1 ::error::x [a](javascript:x)';
  writeReport(makeReport([makeQuery({ name: hostile, movedBy: [hostile] })], 'fail'));
  await publish();
  const html = micromark(github.comments[0]?.body ?? '', {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  expect(html).not.toContain('<img');
  expect(html).not.toContain('javascript:x"');
  // GitHub sees no mention within code.
  expect(html.replaceAll(/<code[^>]*>[\s\S]*?<\/code>/g, '')).not.toContain('@octo');
  expect(log.lines().filter((line) => line.startsWith('::error'))).toEqual([]);
});

test.each<[string, Partial<ArtifactPublication>, object | undefined, RegExp]>([
  ['without a token', { token: undefined }, undefined, /no token/],
  ['outside of workflow_run', {}, { ref: 'refs/heads/main' }, /`workflow_run` event only: the event is `push`/],
])('stops %s', async (_, change, event, message) => {
  await expect(publish(change, event)).rejects.toThrow(message);
  expect(github.comments).toEqual([]);
});

test('a run that was cancelled or failed early has left no report: nothing is posted, and said', async () => {
  rmSync(join(folder, 'report.json'));
  await publish();
  await publish({ folder: '/nonexistent' });
  expect(github.requests).toEqual([]);
  expect(notices()).toEqual([
    expect.stringContaining('no report.json in'),
    expect.stringContaining('no report.json in /nonexistent'),
  ]);
});

test('other files of the artifact are not looked at, however many there are', async () => {
  for (let count = 0; count < 500; count += 1) writeFileSync(join(folder, `${count}.md`), '@octo/admins');
  symlinkSync('/etc/passwd', join(folder, 'report.md'));
  await publish();
  expect(github.comments).toHaveLength(1);
  expect(github.comments[0]?.body).not.toMatch(/admins|root:/);
});

const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

test.each<[string, string | Buffer]>([
  ['no JSON', 'PK\u0003\u0004'],
  ['an empty file', ''],
  ['a million levels', deep(1_000_000)],
  ['a plan of so many levels that a reader would run out of stack', hostilePlan()],
  ['another schema', JSON.stringify({ ...makeReport([makeQuery()], 'fail'), schemaVersion: 2 })],
  ['a property that no report has', JSON.stringify({ ...makeReport([makeQuery()], 'fail'), __html: '<b>' })],
  ['a prototype', '{"__proto__":{"verdict":"pass"}}'],
])('%s is refused before GitHub is asked anything', async (_, content) => {
  writeFileSync(join(folder, 'report.json'), content);
  await expect(publish()).rejects.toMatchObject({ code: 'report-invalid' });
  expect(github.requests).toEqual([]);
});

/** A report that is one but for the depth of a plan. */
function hostilePlan(): string {
  const node = '{"nodeType":"Limit","plans":[';
  const root = `${node.repeat(200_000)}${']}'.repeat(200_000)}`;
  const side = `{"blocks":1,"tempBlocks":0,"rowsProcessed":1,"walBytes":0,"executionMs":{"median":1,"samples":1},"plan":{"triggers":[],"root":${root}}}`;
  const item = `{"name":"default","parameters":[],"base":null,"head":${side},"timeRatio":null,"planDiff":[]}`;
  const query = JSON.stringify(makeQuery()).replace(/"cases":\[[^\]]*\]/, () => `"cases":[${item}]`);
  return JSON.stringify(makeReport([], 'fail')).replace('"queries":[]', () => `"queries":[${query}]`);
}

test('what is no report is refused before GitHub is asked anything', async () => {
  writeReport({ verdict: 'pass' });
  await expect(publish()).rejects.toThrow(/no report of explain-gate/);
  expect(github.requests).toEqual([]);
});

test('a token that may not write is a warning that names the permission', async () => {
  github.trouble = (request) => (request.startsWith('POST') ? 403 : undefined);
  await publish();
  expect(log.lines()).toContainEqual(expect.stringMatching(/^::warning.*`pull-requests: write`/));
});
