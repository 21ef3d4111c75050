// A schema that other people wrote: the migrations that graphile-worker publishes, an older version as base and the
// newest as head. The queries read its `jobs`, a table in the older version and a view in the newest.
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { TemporaryRepository } from '../../../scripts/repository/temporary-repository.ts';
import { check } from '../check.ts';
import { findSchemaViolations } from '../validate-report.ts';
import { type Files, writeFiles } from '../write-files.ts';
import { moveTo, readMigrations } from './read-migrations.ts';

const PROJECT = fileURLToPath(new URL('../../../fixtures/graphile-worker/', import.meta.url));

function makeWorkerRepository(base: Files, head: Files): Promise<TemporaryRepository> {
  return TemporaryRepository.create('worker', async (repository) => {
    await repository.add(PROJECT);
    await writeFiles(repository.path, moveTo('db/migrations', base));
    await repository.commit('Older version');
    await repository.git('checkout', '--quiet', '-b', 'change');
    await writeFiles(repository.path, moveTo('db/migrations', head));
    await repository.commit('Newest version');
  });
}

const older = await readMigrations('graphile-worker-base');
const newest = await readMigrations('graphile-worker-head');

const UPGRADES = [
  // The newest version marks two of the older files as breaking changes, in a comment: files edited in place.
  { what: 'as published: each side is built from its own files', head: newest },
  // As a project that has the older version in production meets it: its rows are migrated.
  { what: 'as an upgrade: head adds its migrations to the database of base', head: { ...newest, ...older } },
];

test.for(UPGRADES)('$what', async ({ head }) => {
  await using repository = await makeWorkerRepository(older, head);
  const result = await check(repository, ['--base', 'main', '--head', 'change', '--format', 'json']);
  expect([0, 1], result.stderr).toContain(result.exitCode);
  const report = JSON.parse(result.stdout) as {
    queries: { name: string; status: string; cases: { base: { plan: unknown }; head: { plan: unknown } }[] }[];
  };
  expect(findSchemaViolations(report)).toEqual([]);
  expect(report.queries.map(({ name }) => name).sort()).toEqual([
    'failedJobs',
    'jobByKey',
    'jobsByTask',
    'jobsOfQueue',
  ]);
  for (const { name, status, cases } of report.queries) {
    expect.soft(status, name).toMatch(/^(regressed|improved|plan-changed|unchanged)$/);
    for (const { base, head } of cases) {
      expect.soft(JSON.stringify(base.plan), name).toContain('"jobs"');
      expect.soft(JSON.stringify(head.plan), name).toContain('"_private_jobs"');
    }
  }
  expect(result.leftBehind).toEqual([]);
});
