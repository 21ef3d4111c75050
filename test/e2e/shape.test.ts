// `explain-gate shape` is pointed at production: neither a value nor a password may come out of it.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { runCli } from '../../scripts/repository/run-cli.ts';
import { useTestServer } from '../postgres/test-server.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const postgres = useTestServer();
const SECRET = 'SECRET-91ac';
const PASSWORD = 'p%40ss-word-4711';
const ROLE = 'shape_reader';

let url = '';
let database = '';
beforeAll(async () => {
  database = await postgres.createDatabase(
    'production',
    `CREATE ROLE ${ROLE} LOGIN PASSWORD '${decodeURIComponent(PASSWORD)}';
     CREATE TABLE people (id int PRIMARY KEY, name text, city text, born date, ssn text);
     INSERT INTO people SELECT i, '${SECRET}' || i, CASE i % 4 WHEN 0 THEN '${SECRET} Town' ELSE 'Plain City' END,
       date '1950-01-01' + i, '${SECRET}' FROM generate_series(1, 2000) i;
     CREATE TABLE hidden (note text); INSERT INTO hidden VALUES ('${SECRET}'), ('${SECRET}');
     GRANT SELECT ON people TO ${ROLE}; ANALYZE;`,
  );
  const { host, port } = postgres.server.connection(database);
  url = `postgresql://${ROLE}:${PASSWORD}@${host}:${port}/${database}`;
});
afterAll(async () => {
  await postgres.query(database, `DROP OWNED BY ${ROLE}; DROP ROLE ${ROLE};`);
});

test('writes figures and no value; the password is nowhere', async () => {
  await using folder = await makeTemporaryFolder();
  const { exitCode, stdout, stderr } = await runCli(['shape', '--out', 'shape.yml'], {
    cwd: folder.path,
    env: { EXPLAIN_GATE_SHAPE_URL: url },
  });
  expect(exitCode, stderr).toBe(0);
  const written = await readFile(join(folder.path, 'shape.yml'), 'utf8');
  for (const text of [written, stdout, stderr]) {
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain('1950');
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toContain(decodeURIComponent(PASSWORD));
  }
  const { tables } = parse(written);
  expect(tables['public.people']).toMatchObject({
    rows: 2000,
    columns: { id: { distinct: -1, correlation: 1 }, city: { distinct: 2, common: [0.75, 0.25] } },
  });
  expect(stderr).toContain('public.hidden: no statistics');
});

test('a column that is named gets its values, and no other', async () => {
  await using folder = await makeTemporaryFolder();
  const args = ['shape', '--url', url, '--tables', 'public.p*', '--values', 'public.people.city'];
  const { exitCode, stdout, stderr } = await runCli(args, { cwd: folder.path });
  expect(exitCode, stderr).toBe(0);
  const { tables } = parse(stdout);
  expect(Object.keys(tables)).toEqual(['public.people']);
  expect(tables['public.people'].columns.city.common).toEqual([
    { value: 'Plain City', weight: 0.75 },
    { value: `${SECRET} Town`, weight: 0.25 },
  ]);
  expect(tables['public.people'].columns.ssn.common).toEqual([1]);
});

test.for([
  ['a wrong password', (right: string) => right.replace('4711', '0815'), /password authentication failed/, 3],
  ['no such server', (right: string) => right.replace(/:\d+\//, ':1/'), /ECONNREFUSED/, 3],
  ['no URL at all', () => `nonsense://${PASSWORD}`, /--url is not a connection URL|names no user/, 2],
] as const)('%s is said without the password', async ([, change, message, code]) => {
  await using folder = await makeTemporaryFolder();
  const { exitCode, stdout, stderr } = await runCli(['shape', '--url', change(url)], { cwd: folder.path });
  expect(stderr).toMatch(message);
  expect(exitCode).toBe(code);
  expect(stdout + stderr).not.toMatch(/p(%40|@)ss-word/);
});
