import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { requireNode } from '../src/require-node.ts';

it.each(['22.22.0', '22.30.1', '24.0.0', '100.1.0'])('takes %s', (version) => {
  expect(() => requireNode(version)).not.toThrow();
});

it.each(['22.21.9', '20.20.2', '9.0.0'])('refuses %s and says what is needed', (version) => {
  expect(() => requireNode(version)).toThrow(`This is Node ${version}; explain-gate needs 22.22 or newer.`);
});

it('asks for what package.json asks for', () => {
  const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const version = engines.node.replace('>=', '');
  expect(() => requireNode(`${version}.0`)).not.toThrow();
  const [major, minor] = version.split('.').map(Number);
  expect(() => requireNode(`${major}.${minor - 1}.0`)).toThrow();
});
