// Each folder of fixtures/e2e is a change that a user could have made. A user would miss the verdict, the status of
// each query, and a comment that reads as the golden file does.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportOutcome } from '../../scripts/demo/expectation.ts';
import { check } from './check.ts';
import { makeRepository } from './make-repository.ts';
import { normaliseMarkdown } from './normalise-markdown.ts';
import { readFixtures } from './read-fixture.ts';
import { findSchemaViolations } from './validate-report.ts';

let outputs = '';
beforeAll(async () => {
  outputs = await mkdtemp(join(tmpdir(), 'explain-gate-reports-'));
});
afterAll(() => rm(outputs, { recursive: true, force: true }));

test.for(readFixtures())('$name: $what', async (fixture) => {
  await using repository = await makeRepository(fixture.folder, fixture.head);
  const output = join(outputs, fixture.name);
  const head = fixture.head === 'working-tree' ? [] : ['--head', 'change'];
  const result = await check(repository, ['--base', 'main', ...head, '--output', output]);

  expect.soft(result.exitCode, result.stderr).toBe(fixture.exitCode);
  expect.soft(result.leftBehind).toEqual([]);
  const report = JSON.parse(await readFile(join(output, 'report.json'), 'utf8')) as ReportOutcome;
  const markdown = await readFile(join(output, 'report.md'), 'utf8');
  expect
    .soft(Object.fromEntries(report.queries.map(({ name, status }) => [name, status])))
    .toEqual(fixture.statuses);
  expect.soft(report.verdict).toBe(fixture.verdict);
  expect.soft(fixture.mentions.filter((mention) => !markdown.includes(mention))).toEqual([]);
  expect.soft(findSchemaViolations(report)).toEqual([]);
  await expect(normaliseMarkdown(markdown)).toMatchFileSnapshot(join(fixture.folder, 'expected.md'));
});
