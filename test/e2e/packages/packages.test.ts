// Packages that other people published, an older version as base and a newer one as head: the gate must give every query
// of theirs one status and fall over none. The counts are those that README shows.
import { expect, test } from 'vitest';
import { makePackageRepository } from '../../../scripts/measure-packages/make-package-repository.ts';
import { publishedPackages } from '../../../scripts/measure-packages/package-list.ts';
import { readMeasured } from '../../../scripts/measure-packages/read-measured.ts';
import type { Report } from '../../../src/report/report-schema.ts';
import { check } from '../check.ts';
import { findSchemaViolations } from '../validate-report.ts';

const measured = new Map((await readMeasured()).map((figures) => [figures.name, figures]));

test.for(publishedPackages)('$name: every query has one status', async (published) => {
  const figures = measured.get(published.name);
  if (figures === undefined) throw new Error(`${published.name} is not in measured.json`);
  await using repository = await makePackageRepository(published);
  const result = await check(repository, ['--base', 'main', '--head', 'change', '--format', 'json']);
  expect([0, 1], result.stderr).toContain(result.exitCode);
  const report = JSON.parse(result.stdout) as Report;
  expect(findSchemaViolations(report)).toEqual([]);
  const { queries, summary } = report;
  expect(new Set(queries.map(({ id }) => id)).size).toBe(queries.length);
  const { added, changed, removed } = figures.changes;
  const changes = queries.map(({ change }) => change);
  for (const [change, count] of Object.entries({ added, changed, removed })) {
    expect
      .soft(
        changes.filter((is) => is === change),
        change,
      )
      .toHaveLength(count);
  }
  const { checked, notAffected, ...statuses } = summary;
  expect(checked + notAffected).toBe(figures.queries.found + removed);
  expect(queries).toHaveLength(checked);
  const { regressed, improved, planChanged, unchanged, new: fresh, inconclusive, removed: gone } = statuses;
  expect(regressed + improved + planChanged + unchanged + fresh + inconclusive + gone).toBe(checked);
  for (const { id, status, failure } of queries) {
    expect.soft(failure !== null, `${id} says why it is ${status}`).toBe(status === 'inconclusive');
  }
  expect(result.leftBehind).toEqual([]);
});
