import { expect, test } from 'vitest';
import { withholdCredentials } from '../../src/github/withhold-credentials.ts';

test('what a program of the pull request could act as the job with is gone, the rest stays', () => {
  const env: Record<string, string | undefined> = {
    PATH: '/bin',
    HOME: '/root',
    DOCKER_HOST: 'unix:///x',
    RUNNER_TEMP: '/tmp',
    GITHUB_SHA: 'abc',
    INPUT_TOKEN: 't',
    'INPUT_DATABASE-URL': 'postgres://u:p@h/d',
    GITHUB_TOKEN: 't',
    GH_TOKEN: 't',
    ACTIONS_RUNTIME_TOKEN: 't',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 't',
    GITHUB_ENV: '/e',
    GITHUB_PATH: '/p',
    GITHUB_STATE: '/s',
    GITHUB_OUTPUT: '/o',
    GITHUB_STEP_SUMMARY: '/m',
  };
  const restoreFiles = withholdCredentials(env);
  expect(Object.keys(env)).toEqual(['PATH', 'HOME', 'DOCKER_HOST', 'RUNNER_TEMP', 'GITHUB_SHA']);
  restoreFiles();
  expect(env).toMatchObject({ GITHUB_OUTPUT: '/o', GITHUB_STEP_SUMMARY: '/m' });
  expect(env).not.toHaveProperty('INPUT_TOKEN');
});
