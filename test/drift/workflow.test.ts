import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { writeWorkflow } from '../../src/commands/workflow.ts';
import { ACTION_INPUTS } from '../../src/github/action-inputs.ts';

test('the workflow that init writes is the one that the README shows', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const shown = writeWorkflow('')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n');
  expect(readme).toContain(`\`\`\`yaml\n${shown}\`\`\``);
});

test('for a folder it gives an input that the Action has', () => {
  const folder = 'a "b": {c}';
  const { jobs } = parse(writeWorkflow(folder)) as { jobs: Record<string, { steps: { with: object }[] }> };
  const inputs = jobs['explain-gate']?.steps.at(-1)?.with ?? {};
  expect(inputs).toEqual({ 'working-directory': folder });
  expect(ACTION_INPUTS).toEqual(expect.arrayContaining(Object.keys(inputs)));
});
