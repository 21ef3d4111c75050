import { type ChildProcess, spawn } from 'node:child_process';
import { SchemaError } from '../errors.ts';
import type { ConnectionSettings } from './database-server.ts';

/** What a command is run with. */
export interface CommandRun {
  readonly command: string;
  /** The tree of its side. */
  readonly directory: string;
  readonly side: 'base' | 'head';
  /** The user's own repository: packages that are installed there can be used. */
  readonly repository?: string | undefined;
  /** The database that it is to change: `DATABASE_URL` and libpq's own variables. */
  readonly connection: ConnectionSettings;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
}

/** A command that waits for input or for a lock must not hold a job until the runner's own limit (6 h). */
const TIMEOUT_MS = 30 * 60_000;
/** Between SIGTERM and SIGKILL. */
const GRACE_MS = 2000;
const TAIL_CHARACTERS = 4000;
/** How long output may take to be read after the command's end, when something has left its process group and holds it open. */
const OUTPUT_MS = 1000;

/**
 * Runs a command through the shell, in the folder and against the database of its side, to its end.
 * @throws SchemaError when it fails or takes too long, with the end of its output
 */
export async function runCommand({
  command,
  directory,
  side,
  repository,
  connection,
  signal,
  timeoutMs = TIMEOUT_MS,
}: CommandRun): Promise<void> {
  signal?.throwIfAborted();
  const child = spawn(command, {
    shell: true,
    cwd: directory,
    env: {
      ...commandEnvironment(connection),
      EXPLAIN_GATE_SIDE: side,
      ...(repository === undefined ? {} : { EXPLAIN_GATE_REPOSITORY: repository }),
    },
    // Its own process group, so that what it starts ends with it.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      tail = (tail + text).slice(-2 * TAIL_CHARACTERS);
    });
  }
  const killNow = () => killGroup(child, 'SIGKILL');
  let timedOut = false;
  const stop = () => {
    killGroup(child, 'SIGTERM');
    setTimeout(killNow, GRACE_MS).unref();
  };
  const timer = setTimeout(() => {
    timedOut = true;
    stop();
  }, timeoutMs);
  signal?.addEventListener('abort', stop);
  // The last resort, when this process ends without waiting.
  process.once('exit', killNow);
  try {
    const ended = await waitForEnd(child);
    if (ended === 'code 0' && !timedOut && !signal?.aborted) return;
    signal?.throwIfAborted();
    const why = timedOut ? `took longer than ${timeoutMs / 1000} s` : `ended with ${ended}`;
    const output = hideSecrets(tail, connection.password).trim().slice(-TAIL_CHARACTERS);
    throw new SchemaError(`\`${command}\` (${side}) ${why}${output === '' ? '' : `:\n${output}`}`, {
      code: 'schema-command',
      showsData: [output],
      hint: 'It runs in a copy of the tree of its side, with DATABASE_URL and PGHOST … PGDATABASE set; it has to install the packages that it needs, as docs/migrations.md shows.',
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    process.off('exit', killNow);
    // What it left running in the background ends too.
    killNow();
  }
}

function waitForEnd(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    // `close` comes when all of the output was read; a process in the background may keep it open.
    child.once('close', (code, killedBy) => resolve(killedBy ?? `code ${code}`));
    child.once('exit', (code, killedBy) => {
      killGroup(child, 'SIGKILL');
      setTimeout(() => resolve(killedBy ?? `code ${code}`), OUTPUT_MS);
    });
  });
}

function killGroup(child: ChildProcess, how: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(how);
    else process.kill(-child.pid, how);
  } catch {
    // The group is gone.
  }
}

/**
 * What belongs to explain-gate itself (inputs hold the token, and its URL another password), and what lets a program
 * act as the job: GitHub's tokens, and the files that steer later steps.
 */
const WITHHELD =
  /^(INPUT_.*|ACTIONS_.*|EXPLAIN_GATE_.*|PG.*|(GITHUB|GH)_(ENTERPRISE_)?TOKEN|GITHUB_(ENV|OUTPUT|PATH|STATE|STEP_SUMMARY))$/i;

function commandEnvironment(connection: ConnectionSettings): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !WITHHELD.test(name));
  const { host, port, user, password, database, ssl } = connection;
  return {
    ...Object.fromEntries(inherited),
    DATABASE_URL: databaseUrl(connection),
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
    PGPASSWORD: password,
    PGDATABASE: database,
    ...(ssl ? { PGSSLMODE: 'require' } : {}),
  };
}

function databaseUrl({ host, port, user, password, database, ssl }: ConnectionSettings): string {
  const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  const socket = host.startsWith('/');
  const options = new URLSearchParams();
  if (socket) options.set('host', host);
  if (ssl) options.set('sslmode', 'require');
  const query = options.size > 0 ? `?${options}` : '';
  return `postgresql://${login}@${socket ? 'localhost' : host}:${port}/${encodeURIComponent(database)}${query}`;
}

function hideSecrets(text: string, password: string): string {
  const secrets = [encodeURIComponent(password), password].filter((secret) => secret !== '');
  return secrets.reduce((safe, secret) => safe.replaceAll(secret, '***'), text);
}
