import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nameSuite, readActionInputs } from '../../src/github/action-inputs.ts';
import { captureLog } from './capture-log.ts';

let log: ReturnType<typeof captureLog>;
beforeEach(() => {
  log = captureLog();
});
afterEach(() => {
  vi.unstubAllEnvs();
  log.stop();
});

test('nothing given: a comment when there is something to say, and errors fail', () => {
  expect(readActionInputs()).toEqual({
    config: undefined,
    base: undefined,
    workingDirectory: '.',
    comment: 'on-change',
    failOn: 'error',
    databaseUrl: undefined,
    token: undefined,
  });
});

test.each([
  ['comment', 'sometimes', /`comment` is "sometimes"; allowed are always, on-change, on-fail, never/],
  ['fail-on', 'errors', /`fail-on` is "errors"; allowed are error, warning, never/],
])('%s: %s names what is allowed', (name, value, message) => {
  vi.stubEnv(`INPUT_${name.toUpperCase()}`, value);
  expect(readActionInputs).toThrow(message);
});

test('the token, the URL and the password in it are masked in the log', () => {
  vi.stubEnv('INPUT_TOKEN', 'ghs_x');
  vi.stubEnv('INPUT_DATABASE-URL', 'postgres://u:p%40ss@db/x');
  readActionInputs();
  expect(log.lines()).toEqual([
    '::add-mask::postgres://u:p%2540ss@db/x',
    '::add-mask::ghs_x',
    '::add-mask::p@ss',
  ]);
});

test.each([
  [{}, 'default'],
  [{ INPUT_CONFIG: 'ci/gate.yml' }, 'ci/gate.yml'],
  [{ 'INPUT_WORKING-DIRECTORY': './shop/' }, 'shop/default'],
  [{ 'INPUT_WORKING-DIRECTORY': 'shop', INPUT_CONFIG: 'gate.yml' }, 'shop/gate.yml'],
])('with %j the comment is of suite %s', (env, suite) => {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  expect(nameSuite(readActionInputs())).toBe(suite);
});
