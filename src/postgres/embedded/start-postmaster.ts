import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { blameSetting } from '../check-settings.ts';
import { systemEnvironment } from '../system-environment.ts';
import { findFreePort } from './find-free-port.ts';
import type { Binaries } from './prepare-binaries.ts';
import type { RunAs } from './run-as.ts';

/** How long the postmaster may take to be ready, milliseconds. */
const START_TIMEOUT_MS = 30_000;
/** Between the choice of a free port and its use somebody else can take it. */
const PORT_ATTEMPTS = 5;
const LOG_TAIL_BYTES = 4096;

/** A postmaster that is ready for connections. */
export interface Postmaster {
  readonly process: ChildProcess & { readonly pid: number };
  readonly port: number;
}

/** How the postmaster is to be. */
export interface PostmasterOptions {
  readonly settings: Readonly<Record<string, string>>;
  /** The user's own among them, to name the one that the server refuses. */
  readonly userSettings: Readonly<Record<string, string>>;
  readonly runAs: RunAs;
  /** Chooses the port of each attempt. */
  readonly findPort?: () => Promise<number>;
  /** Called with the process id as soon as there is one. */
  readonly onStarted: (processId: number) => void;
}

/**
 * Starts a postmaster over `folder`/data on a free port of 127.0.0.1 and waits until it is ready.
 * @throws ConfigError when it refuses a setting of the user's
 * @throws Error with the end of its log otherwise
 */
export async function startPostmaster(
  binaries: Binaries,
  folder: string,
  options: PostmasterOptions,
): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await (options.findPort ?? findFreePort)();
    const process = await launch(binaries, folder, port, options);
    if (await isReady(process, folder)) return { process, port };
    const log = await readLogTail(folder);
    if (attempt < PORT_ATTEMPTS && /could not bind|Address already in use/.test(log)) continue;
    throw blameSetting(log, options.userSettings) ?? new Error(`the server did not start:\n${log.trim()}`);
  }
}

/** The last lines that the server wrote; empty when there are none. */
export async function readLogTail(folder: string): Promise<string> {
  try {
    await using log = await open(join(folder, 'log'), 'r');
    const { size } = await log.stat();
    const length = Math.min(size, LOG_TAIL_BYTES);
    const { buffer } = await log.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8').split('\n').slice(-25).join('\n');
  } catch {
    return '';
  }
}

async function launch(
  binaries: Binaries,
  folder: string,
  port: number,
  { settings, runAs, onStarted }: PostmasterOptions,
): Promise<Postmaster['process']> {
  const all = { ...settings, listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '' };
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  await using log = await open(join(folder, 'log'), 'w');
  const child = spawn(binaries.program('postgres'), ['-D', join(folder, 'data'), ...args], {
    ...runAs,
    cwd: folder,
    env: systemEnvironment(),
    stdio: ['ignore', log.fd, log.fd],
    // A Ctrl-C at the terminal is for us to answer; the server would end before we can say why.
    detached: true,
    windowsHide: true,
  });
  await once(child, 'spawn');
  if (child.pid === undefined) throw new Error('the server has no process id');
  onStarted(child.pid);
  child.unref();
  return child as Postmaster['process'];
}

/** False when the process ended or did not get ready in time; then it is gone. */
async function isReady(process: ChildProcess, folder: string): Promise<boolean> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline) {
    if (process.exitCode !== null || process.signalCode !== null) return false;
    // Line 8 is the state (miscadmin.h, LOCK_FILE_LINE_PM_STATUS); reading it needs no connection.
    const state = await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8').catch(() => '');
    if (state.split('\n')[7]?.trim() === 'ready') return true;
    await sleep(10);
  }
  process.kill('SIGKILL');
  return false;
}
