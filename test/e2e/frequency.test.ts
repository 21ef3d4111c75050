// The statistics of a server that really ran the queries, exported as docs/frequency.md says, weigh a change.
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { to } from 'pg-copy-streams';
import { expect, test } from 'vitest';
import { runCli } from '../../scripts/repository/run-cli.ts';
import { startServer } from '../../src/postgres/start-server.ts';
import { makeShop } from './make-shop.ts';
import { readReport } from './read-report.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';
import { findSchemaViolations } from './validate-report.ts';

const silent = () => undefined;
const progress = { step: silent, advance: silent, info: silent, warn: silent };

const CONFIG = `postgres: { provider: url }
schema: [db/migrations]
seed: [db/seed.sql]
queries: { include: ["queries/**/*.sql"] }
parameters:
  busy: { typical: [-1] }
  nightly: { typical: [-1] }
frequency: { statistics: ops/statements.csv, windowMinutes: 0.1 }
`;

const queries = (busyRows: number, nightlyRows: number) => `-- name: busy
SELECT count(*) FROM generate_series(1, ${busyRows}) AS g WHERE g <> $1;

-- name: nightly
SELECT count(*) FROM generate_series(1, ${nightlyRows}) AS g WHERE g <> $1 AND g <> 0;
`;

/** Runs both queries as an application does, and exports what the server counted. */
async function exportStatistics(connection: pg.ClientConfig): Promise<string> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query('CREATE EXTENSION pg_stat_statements');
    await client.query('SELECT pg_stat_statements_reset()');
    const busy = 'SELECT count(*) FROM generate_series(1, 100) AS g WHERE g <> ';
    for (let call = 0; call < 1200; call += 1) await client.query(`${busy}$1`, [call]);
    // The same statement with a literal, as another part of the application sends it.
    for (let call = 0; call < 300; call += 1) await client.query(`${busy}${call}`);
    await client.query('SELECT count(*) FROM generate_series(1, 200) AS g WHERE g <> 7 AND g <> 0');
    const rows = client.query(
      to(
        'COPY (SELECT query, calls, stats_since, now() AS exported_at FROM pg_stat_statements) TO STDOUT CSV HEADER',
      ),
    );
    return await text(rows);
  } finally {
    await client.end();
  }
}

test('a busy query that loses milliseconds comes before a nightly one that loses much more', async () => {
  await using server = await startServer(
    {
      provider: 'embedded',
      image: '',
      version: 18,
      settings: { shared_preload_libraries: 'pg_stat_statements', shared_buffers: '128MB' },
    },
    { progress },
  );
  const { ssl, ...connection } = server.connection('postgres');
  const statistics = await exportStatistics({ ...connection, ssl: ssl ?? false });
  const { host, port, user, password } = connection;
  const url = `postgresql://${user}:${encodeURIComponent(password)}@${host}:${port}/postgres`;
  await using repository = await makeShop({
    base: {
      'explain-gate.yml': CONFIG,
      'ops/statements.csv': statistics,
      'queries/load.sql': queries(1_000, 100_000),
    },
    head: { 'queries/load.sql': queries(20_000, 1_000_000) },
  });
  await using output = await makeTemporaryFolder();
  const args = ['--base', 'main', '--head', 'change', '--url', url, '--output', output.path];
  const result = await runCli(['check', ...args], { cwd: repository.path });
  const { report, markdown } = await readReport(output.path, result);
  expect(findSchemaViolations(report)).toEqual([]);
  expect(report.queries.map(({ name, status }) => [name, status])).toEqual([
    ['busy', 'regressed'],
    ['nightly', 'regressed'],
  ]);
  const [busy, nightly] = report.queries;
  expect([busy?.load?.callsPerMinute, nightly?.load?.callsPerMinute]).toEqual([15_000, 10]);
  expect(nightly?.load?.addedMsPerCall).toBeGreaterThan(busy?.load?.addedMsPerCall ?? Number.POSITIVE_INFINITY);
  expect(report.addedLoad).toBeCloseTo((busy?.load?.addedLoad ?? 0) + (nightly?.load?.addedLoad ?? 0));
  expect(markdown).toContain('Load: 15,000 calls a minute');
  expect(report.warnings).toBeUndefined();
});

test('an export that is not in head stops the run', async () => {
  await using repository = await makeShop({ base: { 'explain-gate.yml': CONFIG } });
  const result = await runCli(['check', '--base', 'main'], { cwd: repository.path });
  expect([result.exitCode, result.stderr]).toEqual([
    2,
    expect.stringContaining('ops/statements.csv: no such file in head (frequency.statistics)'),
  ]);
});
