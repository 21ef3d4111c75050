import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { writeForkWorkflows, writeWorkflow } from '../../src/commands/workflow.ts';
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

test('the pair for forks: the second downloads what the first uploads, after the workflow of its name', () => {
  const { check, comment } = writeForkWorkflows('api');
  const first = parse(check) as Workflow;
  const second = parse(comment) as Workflow;
  const upload = stepsOf(first).find(({ uses }) => uses.startsWith('actions/upload-artifact'));
  const download = stepsOf(second).find(({ uses }) => uses.startsWith('actions/download-artifact'));
  expect(second.on).toMatchObject({ workflow_run: { workflows: [first.name] } });
  expect(download?.with?.['name']).toBe(upload?.with?.['name']);
  expect(stepsOf(second).at(-1)?.with?.['publish']).toBe(download?.with?.['path']);
  expect(first.permissions).toEqual({ contents: 'read' });
  // Code of the pull request is nowhere in the job that may write.
  expect(stepsOf(second).filter(({ uses }) => uses.startsWith('actions/checkout'))).toEqual([]);
  for (const { uses, with: inputs = {} } of [...stepsOf(first), ...stepsOf(second)])
    if (uses.startsWith('explain-gate/'))
      expect(ACTION_INPUTS).toEqual(expect.arrayContaining(Object.keys(inputs)));
});

interface Workflow {
  readonly name: string;
  readonly on: unknown;
  readonly permissions: Record<string, string>;
  readonly jobs: Record<string, { steps: { uses: string; with?: Record<string, unknown> }[] }>;
}

function stepsOf({ jobs }: Workflow) {
  return Object.values(jobs).flatMap(({ steps }) => steps);
}
