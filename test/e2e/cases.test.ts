// Each folder of fixtures/e2e is a change that a user could have made. A user would miss the verdict, the status of
// each query, and a comment that reads as the golden file does.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { check } from './check.ts';
import { decodeEntities } from './decode-entities.ts';
import { makeRepository } from './make-repository.ts';
import { normaliseMarkdown } from './normalise-markdown.ts';
import { readFixtures } from './read-fixture.ts';
import { readReport } from './read-report.ts';
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

  const { report, markdown } = await readReport(output, result);
  expect.soft(result.exitCode, result.stderr).toBe(fixture.exitCode);
  expect.soft(result.leftBehind).toEqual([]);
  expect
    .soft(Object.fromEntries(report.queries.map(({ name, status }) => [name, status])))
    .toEqual(fixture.statuses);
  expect.soft(report.summary.notAffected).toBe(fixture.notAffected ?? 0);
  expect.soft(report.verdict).toBe(fixture.verdict);
  const shown = decodeEntities(markdown);
  expect.soft(fixture.mentions.filter((mention) => !shown.includes(mention))).toEqual([]);
  expect.soft(findSchemaViolations(report)).toEqual([]);
  await expect(normaliseMarkdown(markdown)).toMatchFileSnapshot(join(fixture.folder, 'expected.md'));
});
