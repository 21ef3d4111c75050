import { afterAll, beforeAll, inject } from 'vitest';
import type { RunningServer } from '../../src/postgres/running-server.ts';
import { startServer } from '../../src/postgres/start-server.ts';
import { withClient } from './with-client.ts';

/** A real server for one test file: what it creates there is dropped after the file's last test. */
export interface TestServer {
  /** The server, with the superuser's rights; only within tests and hooks. */
  readonly server: RunningServer;
  /** Creates an empty database and runs `sql` (several statements) in it as the superuser. */
  createDatabase(label: string, sql?: string): Promise<string>;
  /** Runs `sql` in a database as the superuser and returns the rows of its last statement. */
  query(database: string, sql: string): Promise<Record<string, unknown>[]>;
}

/** Connection URL of the run's one embedded server, as its superuser; starts it on the first call. */
export async function testServerUrl(): Promise<string> {
  const response = await fetch(inject('testServerAddress'));
  const answer = await response.text();
  if (!response.ok) throw new Error(`the test server did not start: ${answer}`);
  return answer;
}

/** Call at the top of a test file. Files share the server and nothing else. */
export function useTestServer(): TestServer {
  let server: RunningServer | undefined;
  const started = () => {
    if (server === undefined) throw new Error('the test server is there within tests and hooks only');
    return server;
  };
  beforeAll(async () => {
    server = await startServer(
      { provider: 'url', url: await testServerUrl(), image: '', version: 18, settings: {} },
      { progress: silentProgress },
    );
  });
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
  });
  const query = (database: string, sql: string) => withClient(started().connection(database), sql);
  return {
    get server() {
      return started();
    },
    query,
    async createDatabase(label, sql) {
      const name = await started().createDatabase(label);
      if (sql !== undefined) await query(name, sql);
      return name;
    },
  };
}

const silent = () => undefined;
/** A Progress that says nothing. */
const silentProgress = { step: silent, advance: silent, info: silent, warn: silent };
