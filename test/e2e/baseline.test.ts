// A stored baseline stands in for a base: equal on every server, silent when nothing changed, and never compared with
// other rows.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../../scripts/repository/run-cli.ts';
import { TemporaryRepository } from '../../scripts/repository/temporary-repository.ts';
import { testServerUrl } from '../postgres/test-server.ts';
import { check } from './check.ts';
import { readFixture } from './read-fixture.ts';
import { readReport } from './read-report.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';
import { findSchemaViolations } from './validate-report.ts';
import { type Files, writeFiles } from './write-files.ts';

const FILE = 'explain-gate.baseline.yml';

/** The fixture's base, with queries of every kind: with values, without any, with values that are chosen from the rows, one that writes, one that fails. */
const MORE: Files = {
  'queries/more.sql': `-- name: countOrders
SELECT count(*) FROM orders WHERE total_cents > 500 AND placed_on < date '2026-01-01';

-- name: touchOrders
UPDATE orders SET total_cents = total_cents + 1 WHERE customer_id = 7;

-- name: orderById
SELECT * FROM orders WHERE id = $1;

-- name: ofNothing
SELECT * FROM nothing;

-- name: dynamic
SELECT * FROM :table;
`,
};

/** `embedded.yml` has a server of its own, `explain-gate.yml` the one at the URL. */
function makeRepository(): Promise<TemporaryRepository> {
  return TemporaryRepository.create('baseline', async (repository) => {
    await repository.add(join(readFixture('dropped-index').folder, 'base'));
    const config = await readFile(join(repository.path, 'explain-gate.yml'), 'utf8');
    await writeFiles(repository.path, {
      ...MORE,
      'embedded.yml': config,
      'explain-gate.yml': config.replace('provider: embedded', 'provider: url'),
    });
    await repository.commit('Base');
  });
}

const write = async (repository: TemporaryRepository, ...more: readonly string[]) =>
  runCli(['baseline', 'write', '--url', await testServerUrl(), ...more], { cwd: repository.path });

async function compare(repository: TemporaryRepository, ...more: readonly string[]) {
  await using output = await makeTemporaryFolder();
  const args = ['--baseline', FILE, '--url', await testServerUrl(), '--output', output.path, ...more];
  const result = await check(repository, args);
  const { report, markdown } = await readReport(output.path, result);
  expect.soft(findSchemaViolations(report)).toEqual([]);
  expect.soft(result.leftBehind).toEqual([]);
  const statuses = Object.fromEntries(report.queries.map(({ name, status }) => [name, status]));
  return { report, markdown, statuses, exitCode: result.exitCode };
}

test('two servers write the same bytes; nothing changed is unchanged; a dropped index regresses by its blocks', async () => {
  await using repository = await makeRepository();
  const first = await write(repository);
  expect(first.exitCode, first.stderr).toBe(0);
  expect(first.stdout).toMatch(
    /^written: .*, 5 of 6 queries measured\n {2}not measured: .*#dynamic: dynamic: /,
  );
  const again = ['--config', 'embedded.yml', '--out', 'again/b.yml'];
  await runCli(['baseline', 'write', ...again], { cwd: repository.path });
  const text = await readFile(join(repository.path, FILE), 'utf8');
  expect(await readFile(join(repository.path, 'again/b.yml'), 'utf8')).toBe(text);
  expect(text).toMatch(/indexCond: \(orders\.customer_id = \?\)/);
  expect(text).not.toMatch(/2026-01-01|Time|Cost/);

  const same = await compare(repository);
  expect(same.report.summary).toMatchObject({ checked: 5, unchanged: 4, inconclusive: 1, notAffected: 1 });
  expect(same.statuses['ofNothing']).toBe('inconclusive');

  await writeFiles(repository.path, {
    'db/migrations/002.sql': 'DROP INDEX orders_customer_id_idx;\n',
    'queries/more.sql': `-- name: countEverything\nSELECT count(*) FROM customers;\n`,
  });
  const dropped = await compare(repository, '--fail-on', 'warning');
  expect(dropped.statuses).toEqual({
    ordersOfCustomer: 'regressed',
    countEverything: 'new',
    countOrders: 'removed',
    touchOrders: 'removed',
    orderById: 'removed',
    ofNothing: 'removed',
    dynamic: 'removed',
  });
  const [regressed] = dropped.report.queries;
  expect(regressed).toMatchObject({
    movedBy: ['index orders_customer_id_idx dropped'],
    findings: [{ rule: 'more-blocks', severity: 'warning' }, { rule: 'plan-changed' }],
    cases: [{ timeRatio: null, base: { executionMs: { samples: 0 } } }],
  });
  expect([dropped.report.verdict, dropped.exitCode]).toEqual(['fail', 1]);
});

test('other rows, settings and tables are named and never compared', async () => {
  await using repository = await makeRepository();
  await write(repository);
  const config = await readFile(join(repository.path, 'explain-gate.yml'), 'utf8');
  await writeFiles(repository.path, {
    'db/migrations/002.sql':
      'ALTER TABLE orders ADD note text;\nINSERT INTO customers SELECT 2001, name, name FROM (SELECT now()::text AS name) n;\nDROP INDEX orders_customer_id_idx;\n',
    'explain-gate.yml': `${config}\n`.replace('provider: url', 'provider: url, settings: { work_mem: 64MB }'),
  });
  const { report, exitCode } = await compare(repository);
  expect(report.summary).toMatchObject({ checked: 5, inconclusive: 5 });
  const [query] = report.queries;
  expect(query?.failure?.message).toBe(
    "can't be compared with the baseline: setting work_mem: 4MB, now 64MB; table public.customers: 2000 rows, now 2001 rows; table public.orders has changed",
  );
  expect([report.verdict, exitCode]).toEqual(['warn', 0]);
});

test.for([
  { what: 'is missing', content: null, code: 'no such file' },
  { what: 'has conflict markers', content: '<<<<<<< HEAD\nschemaVersion: 1\n', code: 'is no baseline' },
])('a file that $what stops the run', async ({ content, code }) => {
  await using repository = await makeRepository();
  if (content !== null) await writeFiles(repository.path, { [FILE]: content });
  const result = await check(repository, ['--baseline', FILE, '--url', await testServerUrl()]);
  expect([result.exitCode, result.leftBehind]).toEqual([2, []]);
  expect(result.stderr).toContain(code);
});
