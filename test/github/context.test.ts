import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readGitHubContext } from '../../src/github/context.ts';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const pullRequest = {
  number: 12,
  base: { ref: 'main', sha: A, repo: { full_name: 'octo/shop' } },
  head: { ref: 'feature', sha: B, repo: { full_name: 'octo/shop' } },
};
const repository = { private: true, default_branch: 'main' };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'explain-gate-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(payload: unknown, env: Record<string, string> = {}) {
  const path = join(folder, 'event.json');
  writeFileSync(path, typeof payload === 'string' ? payload : JSON.stringify(payload));
  return readGitHubContext({
    GITHUB_EVENT_PATH: path,
    GITHUB_REPOSITORY: 'octo/shop',
    GITHUB_RUN_ID: '77',
    ...env,
  });
}

test('a pull request: what to compare with and where to comment', () => {
  const env = {
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_RUN_ATTEMPT: '3',
    GITHUB_API_URL: 'https://ghe.example/api/v3',
  };
  expect(read({ pull_request: pullRequest, repository }, env)).toEqual({
    eventName: 'pull_request',
    apiUrl: 'https://ghe.example/api/v3',
    serverUrl: 'https://github.com',
    repository: { owner: 'octo', name: 'shop' },
    public: false,
    pullRequest: { number: 12, baseRef: 'main', baseSha: A, headRef: 'feature', headSha: B, fromFork: false },
    baseSha: A,
    run: { id: 77, attempt: 3 },
    workflowRun: null,
    problem: null,
  });
});

test.each([
  ['another repository', { full_name: 'mallory/shop' }, true],
  ['a repository that is gone', null, true],
  ['the same repository', { full_name: 'octo/shop' }, false],
])('head in %s: from a fork is %s', (_, repo, fromFork) => {
  const head = { ...pullRequest.head, repo };
  expect(read({ pull_request: { ...pullRequest, head } }).pullRequest?.fromFork).toBe(fromFork);
});

describe('base without a pull request', () => {
  const push = { before: A, ref: 'refs/heads/main', forced: false, repository };
  test.each([
    ['a merge queue', { merge_group: { base_sha: B } }, B],
    ['a push to the default branch', push, A],
    ['a forced push, whose commit may be gone', { ...push, forced: true }, null],
    ['a push to another branch', { ...push, ref: 'refs/heads/x' }, null],
    ['the first push', { ...push, before: '0'.repeat(40) }, null],
    ['a schedule', { repository }, null],
  ])('%s', (_, payload, base) => {
    expect(read(payload).baseSha).toBe(base);
  });
});

describe('a payload that is not GitHub’s is no reason to stop', () => {
  test.each([
    ['not JSON', '{"pull_request":', /cannot be read/],
    ['not an object', '[]', /not one of GitHub's/],
    [
      'a number that is none',
      { pull_request: { ...pullRequest, number: '12; rm -rf /' } },
      /pull_request\.number/,
    ],
    [
      'a commit that is an option',
      { pull_request: { ...pullRequest, base: { ...pullRequest.base, sha: '--exec=x' } } },
      /base\.sha/,
    ],
    ['half a pull request', { pull_request: { number: 1 } }, /pull_request/],
  ])('%s', (_, payload, problem) => {
    const context = read(payload);
    expect(context).toMatchObject({
      pullRequest: null,
      baseSha: null,
      repository: { owner: 'octo', name: 'shop' },
    });
    expect(context.problem).toMatch(problem);
  });

  test('no payload at all', () => {
    expect(readGitHubContext({})).toMatchObject({
      pullRequest: null,
      repository: null,
      run: null,
      apiUrl: 'https://api.github.com',
      problem: expect.stringContaining('GITHUB_EVENT_PATH'),
    });
    expect(readGitHubContext({ GITHUB_EVENT_PATH: join(folder, 'none') }).problem).toMatch(/cannot be read/);
  });

  test.each([
    ['GITHUB_REPOSITORY', '../../x', 'repository'],
    ['GITHUB_REPOSITORY', 'a/b/c', 'repository'],
    ['GITHUB_RUN_ID', 'x', 'run'],
  ])('%s is %s', (name, value, absent) => {
    expect(read({}, { [name]: value })).toHaveProperty(absent, null);
  });

  test('an API address that is none', () => {
    expect(read({}, { GITHUB_API_URL: 'file:///etc/passwd' }).apiUrl).toBe('https://api.github.com');
  });
});
