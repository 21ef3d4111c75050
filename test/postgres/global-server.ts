import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import type { RunningServer } from '../../src/postgres/running-server.ts';
import { startServer } from '../../src/postgres/start-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test file asks for the run's one embedded server. */
    readonly testServerAddress: string;
  }
}

/** Names that no test may leave behind on the shared server. */
const LEFT_BEHIND = `
  SELECT 'database ' || datname AS name FROM pg_database WHERE datname NOT IN ('postgres', 'template0', 'template1')
  UNION ALL SELECT 'role ' || rolname FROM pg_roles WHERE rolname <> 'postgres' AND rolname !~ '^pg_'
  UNION ALL SELECT 'connection to ' || datname FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`;

let starting: Promise<RunningServer> | undefined;
let http: Server | undefined;

/**
 * One embedded server for the whole test run, started when the first test file asks for it: a run without such files
 * starts none.
 */
export async function setup(project: TestProject): Promise<void> {
  http = createServer(async (_request, response) => {
    try {
      starting ??= startTestServer();
      const { host, port, user, password, database } = (await starting).connection('postgres');
      const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
      response.end(`postgresql://${login}@${host}:${port}/${database}`);
    } catch (error) {
      response.writeHead(500).end(error instanceof Error ? error.message : String(error));
    }
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('the test server has no address');
  project.provide('testServerAddress', `http://127.0.0.1:${address.port}`);
}

/** Ends the server. It must be as empty as it was, or the run fails. */
export async function teardown(): Promise<void> {
  http?.close();
  http?.closeAllConnections();
  if (starting === undefined) return;
  await using server = await starting;
  const leaked = await listLeaks(server);
  if (leaked.length > 0) throw new Error(`the tests left behind: ${leaked.join(', ')}`);
}

function startTestServer(): Promise<RunningServer> {
  const silent = () => undefined;
  const progress = { step: silent, advance: silent, info: silent, warn: silent };
  return startServer(
    // Room for several test files at once on a small machine.
    { provider: 'embedded', image: '', version: 18, settings: { shared_buffers: '256MB' } },
    { progress },
  );
}

async function listLeaks(server: RunningServer): Promise<readonly string[]> {
  const client = new pg.Client(server.connection('postgres'));
  await client.connect();
  try {
    // A backend ends a moment after its connection was closed.
    for (let attempt = 1; ; attempt += 1) {
      const { rows } = await client.query<{ name: string }>(LEFT_BEHIND);
      if (rows.length === 0 || attempt === 20) return rows.map(({ name }) => name);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    await client.end();
  }
}
