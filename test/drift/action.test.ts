import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { ACTION_INPUTS, readActionInputs } from '../../src/github/action-inputs.ts';
import { captureLog } from '../github/capture-log.ts';

const action = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')) as {
  inputs: Record<string, { description: string; default?: string }>;
  outputs: Record<string, { description: string }>;
  runs: { using: string; main: string };
};

let log: ReturnType<typeof captureLog>;
beforeEach(() => {
  log = captureLog();
});
afterEach(() => {
  vi.unstubAllEnvs();
  log.stop();
});

test('action.yml offers exactly the inputs that are read', () => {
  expect(Object.keys(action.inputs)).toEqual([...ACTION_INPUTS]);
});

test('its defaults are the ones that a step without inputs gets', () => {
  const withNothing = readActionInputs();
  for (const [name, { default: value }] of Object.entries(action.inputs)) {
    // The job's own token is GitHub's to fill in.
    if (value !== undefined && !value.startsWith('${{')) vi.stubEnv(`INPUT_${name.toUpperCase()}`, value);
  }
  expect(readActionInputs()).toEqual(withNothing);
});

test('what is allowed is what the description says', () => {
  for (const name of ['comment', 'fail-on']) {
    const described = [...(action.inputs[name]?.description ?? '').matchAll(/`([a-z-]+)`/g)].map(
      ([, value]) => value,
    );
    vi.stubEnv(`INPUT_${name.toUpperCase()}`, 'no such value');
    let message = '';
    try {
      readActionInputs();
    } catch (error) {
      message = (error as Error).message;
    }
    vi.unstubAllEnvs();
    const allowed = message
      .replace(/^.*allowed are /, '')
      .replace(/\.$/, '')
      .split(', ');
    expect(described).toEqual(expect.arrayContaining(allowed));
    expect(allowed.length).toBeGreaterThan(2);
  }
});

test('it runs the bundle on the Node that the project is tested with', () => {
  const { devDependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(action.runs).toEqual({ using: `node${devDependencies.node.split('.')[0]}`, main: 'dist/action.js' });
});
