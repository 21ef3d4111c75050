// What a project's rows, settings, connection URL and environment hold appears in nothing that a run writes or prints
// when it redacts: not in a value that the tool chose itself, not in a message of the server, not in the error that ends a run.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../../scripts/repository/run-cli.ts';
import { silentProgress } from '../../scripts/repository/silent-progress.ts';
import { startServer } from '../../src/postgres/start-server.ts';
import { formats } from '../../src/report/index.ts';
import { readReport } from '../../src/report/read-report.ts';
import { loadParser } from '../../src/sql/parser.ts';
import { makeShop } from './make-shop.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const ROW = 'r0w-c4n4ry';
const SETTING = 's3tt1ng-c4n4ry';
const ENVIRONMENT = '3nv-c4n4ry';

const CONFIG = `postgres:
  provider: url
  session: ["SELECT set_config('app.token', '${SETTING}', false)"]
schema: [db/migrations]
seed: [db/rows.sql]
queries: { include: ["queries/*.sql"] }
redact: always
`;

/** Three in five accounts have the same owner, so it is the most common value, and `heaviest`. */
const ROWS = `INSERT INTO accounts (id, owner)
SELECT i, CASE WHEN i % 5 < 3 THEN '${ROW}' ELSE 'owner ' || i END FROM generate_series(1, 5000) AS i;
`;
const SCHEMA = `CREATE TABLE accounts (id integer PRIMARY KEY, owner text NOT NULL CHECK (owner <> ''));
CREATE INDEX accounts_owner_idx ON accounts (owner);
CREATE TABLE owners (owner text PRIMARY KEY);
`;
const BASE = `-- name: byOwner
SELECT id FROM accounts WHERE owner = :owner;

-- name: casts
SELECT owner FROM accounts WHERE owner = :owner;

-- name: repeats
INSERT INTO owners SELECT owner FROM accounts WHERE id < 3;
`;
const HEAD = `-- name: byOwner
SELECT id FROM accounts WHERE lower(owner) = lower(:owner);

-- name: casts
SELECT owner::integer FROM accounts WHERE owner = :owner;

-- name: repeats
INSERT INTO owners SELECT owner FROM accounts WHERE id < 4 AND owner LIKE '${ROW}%';

-- name: raises
SELECT set_config('app.seen', owner, false)::date FROM accounts WHERE id = 1;
`;

function makeAccounts(rows = ROWS) {
  const files = { 'explain-gate.yml': CONFIG, 'db/migrations/001_accounts.sql': SCHEMA, 'db/rows.sql': rows };
  return makeShop({
    base: { ...files, 'queries/accounts.sql': BASE },
    head: { 'queries/accounts.sql': HEAD },
  });
}

test('nothing that is planted gets out', async () => {
  await loadParser();
  const options = { provider: 'embedded', image: 'postgres:18', version: 18, settings: {} } as const;
  await using server = await startServer(options, { progress: silentProgress });
  const { host, port, user, password } = server.connection('postgres');
  expect(password).not.toBe('');
  const planted = [ROW, SETTING, ENVIRONMENT, password ?? 'no password'];
  const env = {
    EXPLAIN_GATE_DATABASE_URL: `postgres://${user}:${password}@${host}:${port}/postgres`,
    API_TOKEN: ENVIRONMENT,
    DEBUG: '*',
    RUNNER_DEBUG: '1',
  };
  const found = (text: string) => planted.filter((canary) => text.includes(canary));

  await using repository = await makeAccounts();
  await using output = await makeTemporaryFolder();
  const range = ['--base', 'main', '--head', 'change'];
  const checked = await runCli(['check', ...range, '--output', output.path, '--format', 'markdown'], {
    cwd: repository.path,
    env,
  });
  const files = await readdir(output.path);
  expect(files.length, checked.stderr).toBeGreaterThan(6);
  const texts = await Promise.all(files.map((file) => readFile(join(output.path, file), 'utf8')));
  expect(found([checked.stdout, checked.stderr, ...texts].join('\n'))).toEqual([]);

  // The run met what was planted: else nothing is proved.
  const report = readReport(await readFile(join(output.path, 'report.json'), 'utf8'), 'report.json');
  const cases = report.queries.flatMap(({ name, cases: all }) => all.map((item) => [name, item.name]));
  expect(cases).toContainEqual(['byOwner', 'heaviest']);
  const failures = report.queries
    .flatMap(({ cases: all }) => all)
    .flatMap(({ head }) => (head && 'failure' in head ? [head.failure.sqlState] : []));
  expect(new Set(failures)).toEqual(new Set(['22P02', '23505', '22007']));
  expect(formats.flatMap(({ render }) => found(render(report, {})))).toEqual([]);

  const baseline = await runCli(['baseline', 'write', '--out', 'baseline.yml'], { cwd: repository.path, env });
  expect(baseline.exitCode, baseline.stderr).toBe(0);
  const written = await readFile(join(repository.path, 'baseline.yml'), 'utf8');
  expect(written).toContain('accounts_owner_idx');
  expect(found([written, baseline.stdout, baseline.stderr].join('\n'))).toEqual([]);

  await using broken = await makeAccounts(`${ROWS}INSERT INTO owners SELECT owner FROM accounts;\n`);
  const ended = await runCli(['check', ...range], { cwd: broken.path, env });
  expect([ended.exitCode, ended.stdout], ended.stderr).toEqual([3, '']);
  expect(ended.stderr).toContain('SQLSTATE 23505');
  expect(found(ended.stderr)).toEqual([]);
});
