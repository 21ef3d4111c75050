// The commands that need no server: what a user sees in the terminal, what a tool gets, and what is written.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { runCli } from '../../scripts/repository/run-cli.ts';
import { TemporaryRepository } from '../../scripts/repository/temporary-repository.ts';
import { makeShop } from './make-shop.ts';
import { readFixture } from './read-fixture.ts';
import { writeFiles } from './write-files.ts';

const schema = JSON.parse(
  await readFile(new URL('../../docs/queries.schema.json', import.meta.url), 'utf8'),
) as object;

const makeTwoDialects = () =>
  TemporaryRepository.create('dialects', async (repository) => {
    await repository.add(join(readFixture('two-dialects').folder, 'head'));
    await repository.commit('Head');
  });

test('queries --json lists every query with its place, and names what is not checked', async () => {
  await using repository = await makeTwoDialects();
  const { exitCode, stdout, stderr } = await runCli(['queries', '--json'], { cwd: repository.path });
  expect(exitCode, stderr).toBe(0);
  const list = JSON.parse(stdout) as unknown;
  const ajv = new Ajv2020({ strict: false });
  expect([ajv.validate(schema, list), ajv.errors]).toEqual([true, null]);
  expect(list).toEqual({
    schemaVersion: 1,
    queries: [
      {
        id: 'queries/orders.sql#ordersOfCustomer',
        name: 'ordersOfCustomer',
        location: { file: 'queries/orders.sql', line: 3, endLine: 5 },
        kind: 'select',
        parameters: [{ position: 1, name: null }],
        failure: null,
      },
    ],
    notChecked: [
      { file: 'cache/queries/entries.sql', reason: 'SQLite, not checked' },
      { file: 'queries/legacy/refunds.sql', reason: 'MySQL, not checked' },
      { file: 'queries/legacy/reports.sql', reason: 'MySQL, not checked' },
      { file: 'queries/legacy/stable.sql', reason: 'MySQL, not checked' },
    ],
  });
});

test('queries reads the side that is asked for, and says why a query is not readable', async () => {
  await using repository = await makeShop({
    head: { 'queries/new.sql': '-- name: built\nSELECT 1 FROM :table;\n' },
  });
  const head = await runCli(['queries', '--head', 'change'], { cwd: repository.path });
  expect(head.exitCode, head.stderr).toBe(0);
  expect(head.stdout).toMatch(/queries\/new\.sql#built .* dynamic: `:table` is a name/);
  expect(head.stdout).toMatch(/^2 queries in 2 files, 1 not readable\.$/m);
  const base = await runCli(['queries', '--head', 'main'], { cwd: repository.path });
  expect(base.stdout).toMatch(/^1 query in 1 file\.$/m);
  const none = await runCli(['queries', '--head', 'nothing'], { cwd: repository.path });
  expect([none.exitCode, none.stdout]).toEqual([3, '']);
});

test('init writes a config that check takes and a workflow, and then leaves both alone', async () => {
  await using repository = await makeShop({ base: { 'explain-gate.yml': null } });
  const detected = await runCli(['queries', '--json'], { cwd: repository.path });
  const first = await runCli(['init'], { cwd: repository.path });
  expect(first.exitCode, first.stderr).toBe(0);
  expect(first.stdout).toBe('written: explain-gate.yml\nwritten: .github/workflows/explain-gate.yml\n');
  const read = (file: string) => readFile(join(repository.path, file), 'utf8');
  expect(parse(await read('explain-gate.yml'))).toMatchObject({
    schema: ['db/migrations'],
    seed: ['db/seed.sql'],
  });
  const written = await runCli(['queries', '--json'], { cwd: repository.path });
  expect(written.stderr).toContain('config: explain-gate.yml');
  expect(written.stdout).toBe(detected.stdout);

  await writeFiles(repository.path, { 'explain-gate.yml': '# mine\nschema: [db/migrations]\n' });
  const second = await runCli(['init'], { cwd: repository.path });
  expect(second.stdout).toBe(
    'left alone: explain-gate.yml exists\nleft alone: .github/workflows/explain-gate.yml exists\n',
  );
  expect(await read('explain-gate.yml')).toBe('# mine\nschema: [db/migrations]\n');
});

test('a file that git does not show is left alone too', async () => {
  await using repository = await makeShop({ base: { 'explain-gate.yml': null, '.gitignore': '*.yml\n' } });
  await writeFiles(repository.path, { 'explain-gate.yml': '# mine\n' });
  const { exitCode, stdout } = await runCli(['init'], { cwd: repository.path });
  expect([exitCode, stdout]).toEqual([
    0,
    'left alone: explain-gate.yml exists\nwritten: .github/workflows/explain-gate.yml\n',
  ]);
  expect(await readFile(join(repository.path, 'explain-gate.yml'), 'utf8')).toBe('# mine\n');
});

test('init --print writes nothing', async () => {
  await using repository = await makeShop({ base: { 'explain-gate.yml': null } });
  const { stdout } = await runCli(['init', '--print'], { cwd: repository.path });
  expect(stdout).toContain('schema:\n  - db/migrations\n');
  expect(stdout).toContain('uses: explain-gate/explain-gate@');
  expect(await repository.git('status', '--porcelain')).toBe('');
});

test('in a folder of the repository, the config goes there and the workflow to the root', async () => {
  await using repository = await makeShop({
    base: { 'explain-gate.yml': null, 'api/schema.sql': 'CREATE TABLE t ();', 'api/q.sql': 'SELECT 1;' },
  });
  const { exitCode, stderr } = await runCli(['init'], { cwd: join(repository.path, 'api') });
  expect(exitCode, stderr).toBe(0);
  const read = (file: string) => readFile(join(repository.path, file), 'utf8');
  expect(parse(await read('api/explain-gate.yml'))).toMatchObject({ schema: ['schema.sql'] });
  expect(await read('.github/workflows/explain-gate.yml')).toContain('with: { working-directory: "api" }');
});

test('where nothing is detected nothing is written', async () => {
  await using repository = await TemporaryRepository.create('empty', async (empty) => {
    await writeFiles(empty.path, { 'README.md': 'x' });
    await empty.commit('Base');
  });
  const { exitCode, stdout, stderr } = await runCli(['init'], { cwd: repository.path });
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/no config and nothing to detect/);
  expect(await repository.git('status', '--porcelain')).toBe('');
});

test('init --forks writes the pair of workflows', async () => {
  await using repository = await makeShop({ base: { 'explain-gate.yml': null } });
  const { exitCode, stdout } = await runCli(['init', '--forks'], { cwd: repository.path });
  expect(exitCode).toBe(0);
  expect(stdout).toContain('written: .github/workflows/explain-gate-comment.yml');
  const read = (name: string) => readFile(join(repository.path, '.github/workflows', name), 'utf8');
  expect(await read('explain-gate.yml')).toContain('comment: never');
  expect(await read('explain-gate-comment.yml')).toContain('publish: explain-gate-report');
});

test('publish outside of a workflow_run job says where it belongs', async () => {
  await using repository = await makeShop({});
  const { exitCode, stderr } = await runCli(['publish', '--report', '.'], { cwd: repository.path });
  expect(exitCode).toBe(2);
  expect(stderr).toContain('`workflow_run` event only');
});

test('queries needs no config and no schema', async () => {
  await using repository = await TemporaryRepository.create('bare', async (made) => {
    await writeFiles(made.path, {
      'src/a.ts': 'export const all = () => db.query(`SELECT id FROM orders`);\n',
    });
  });
  const { exitCode, stdout, stderr } = await runCli(['queries'], { cwd: repository.path });
  expect(exitCode, stderr).toBe(0);
  expect(stdout).toContain('src/a.ts#all');
  expect(stderr).toContain('no config file and no schema');
});

test('accept writes a waiver for a query and a rule that there are, and keeps the comments of the config', async () => {
  await using repository = await makeShop({});
  const file = join(repository.path, 'explain-gate.yml');
  const before = await readFile(file, 'utf8');
  const accept = (query: string, rule: string) =>
    runCli(['accept', query, rule, '--reason', 'runs at night', '--until', '2999-12-31'], {
      cwd: repository.path,
    });
  const noQuery = await accept('ordersOfCustomr', 'more-blocks');
  expect([noQuery.exitCode, noQuery.stdout]).toEqual([2, '']);
  expect(noQuery.stderr).toContain(
    'no query has the name, id or path ordersOfCustomr (did you mean `ordersOfCustomer`?)',
  );
  const noRule = await accept('ordersOfCustomer', 'more-bloks');
  expect(noRule.exitCode).toBe(2);
  expect(noRule.stderr).toContain('there is no rule more-bloks (did you mean `more-blocks`?)');
  expect(await readFile(file, 'utf8')).toBe(before);

  const good = await accept('queries/**', 'more-blocks');
  expect(good.exitCode, good.stderr).toBe(0);
  expect(parse(await readFile(file, 'utf8'))).toMatchObject({
    waivers: [{ query: 'queries/**', rule: 'more-blocks', reason: 'runs at night', until: '2999-12-31' }],
  });
});
