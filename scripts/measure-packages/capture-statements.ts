import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionSettings } from '../../src/postgres/connection-settings.ts';
import { embeddedProvider } from '../../src/postgres/embedded-provider.ts';
import { openServer, type RunningServer } from '../../src/postgres/running-server.ts';
import { silentProgress } from '../repository/silent-progress.ts';
import { readStatementLog } from './read-statement-log.ts';

/** Work for a database of its own; everything that is sent to it is captured. `whenFull` is called when most rows are there. */
export type LiveRun = (connection: ConnectionSettings, whenFull: () => Promise<void>) => Promise<void>;

/** Looks at the database of a run, unlogged. */
export type LookAtFull = (name: string, server: RunningServer, database: string) => Promise<void>;

/**
 * Runs each in an empty database of a real server with `log_statement = all`, one after the other, and returns what the
 * server says it was sent, in order, by name of the run. `look` sees each database when most rows are there.
 */
export async function captureStatements(
  runs: Readonly<Record<string, LiveRun>>,
  look: LookAtFull,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'explain-gate-log-'));
  try {
    // The server runs as somebody else where this process is root.
    await chmod(folder, 0o777);
    const databases = await runOnServer(runs, folder, look);
    // The log is whole once the server is gone.
    const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    const byDatabase = readStatementLog(texts.join(''));
    return new Map(databases.map(([name, database]) => [name, byDatabase.get(database) ?? []]));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The name of each run's database, by name of the run. */
async function runOnServer(
  runs: Readonly<Record<string, LiveRun>>,
  folder: string,
  look: LookAtFull,
): Promise<readonly (readonly [name: string, database: string])[]> {
  await using server = await startLoggingServer(folder);
  const databases: [string, string][] = [];
  for (const [name, run] of Object.entries(runs)) {
    const database = await server.createDatabase(name.replaceAll('-', '_'));
    databases.push([name, database]);
    await run(server.connection(database), () => look(name, server, database));
  }
  return databases;
}

/** A user of explain-gate can't set where its server logs to, so the provider is asked itself. */
async function startLoggingServer(folder: string): Promise<RunningServer> {
  const settings = {
    shared_buffers: '128MB',
    log_statement: 'all',
    log_destination: 'jsonlog',
    logging_collector: 'on',
    log_directory: folder,
    log_filename: 'statements',
    log_file_mode: '0644',
    log_rotation_age: '0',
    log_rotation_size: '0',
    log_parameter_max_length: '0',
  };
  const context = { run: randomBytes(4).toString('hex'), progress: silentProgress };
  const answer = await embeddedProvider.start({ image: '', version: 18, settings }, context);
  if ('notApplicable' in answer) throw new Error(answer.notApplicable);
  // Measuring sessions are not to set what only the server's start can.
  return openServer('embedded', answer.server, { ...context, settings: {} });
}
