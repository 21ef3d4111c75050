import { connectDatabase, type DatabaseConnection } from '../../src/data/connect-database.ts';
import type { DatabaseServer } from '../../src/data/database-server.ts';
import { startServer } from '../../src/postgres/start-server.ts';
import type { Progress } from '../../src/progress.ts';

/** Keeps what a run says. */
export interface RecordedProgress extends Progress {
  readonly lines: string[];
}

/** A progress that prints nothing. */
export function recordProgress(): RecordedProgress {
  const lines: string[] = [];
  return {
    lines,
    step: (title) => void lines.push(`step ${title}`),
    advance: () => undefined,
    info: (message) => void lines.push(message),
    warn: (message) => void lines.push(message),
  };
}

/** A server for one test file, on the binaries that are installed. */
export async function startTestServer(): Promise<DatabaseServer & AsyncDisposable> {
  const options = { provider: 'embedded', image: '', version: 18, settings: {} } as const;
  return startServer(options, { progress: recordProgress() });
}

/** Rows of a query, in a connection that is closed again. */
export async function queryRows<Row extends object>(
  server: DatabaseServer,
  database: string,
  text: string,
): Promise<Row[]> {
  await using connection: DatabaseConnection = await connectDatabase(server, database);
  return (await connection.client.query<Row>(text)).rows;
}
