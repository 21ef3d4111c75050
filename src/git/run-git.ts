import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { GitContext } from './git-context.ts';
import { gitFailed, gitMissing, withoutCredentials } from './git-failure.ts';

/** A git process with all three pipes. */
export type GitProcess = ChildProcessByStdio<Writable, Readable, Readable>;

/** How a git command ended. */
export interface GitOutcome {
  /** Null when it was killed. */
  readonly exitCode: number | null;
  readonly stdout: Buffer;
  /** Without credentials. */
  readonly stderr: string;
}

/**
 * Settings of the user's repository that could run programs, write outside of the temp folder or fail a command that
 * only reads: hooks, the file system monitor, split indexes, upkeep, line-ending checks, sparse checkouts.
 */
const SETTINGS = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.splitIndex=false',
  'core.untrackedCache=false',
  'core.safecrlf=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'advice.addEmbeddedRepo=false',
].flatMap((setting) => ['-c', setting]);

/** Starts git with an argument list; no shell sees it. */
export function startGit(context: GitContext, args: readonly string[]): GitProcess {
  const child = spawn('git', [...SETTINGS, ...args], {
    cwd: context.directory,
    env: context.environment,
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  context.scratch.adopt(child);
  return child;
}

/** Runs git to its end and says how it ended; throws `GitError` only when there is no git. */
export async function runGit(
  context: GitContext,
  args: readonly string[],
  options: { readonly timeoutMs?: number } = {},
): Promise<GitOutcome> {
  const child = startGit(context, args);
  const timer = options.timeoutMs && setTimeout(() => child.kill('SIGKILL'), options.timeoutMs);
  try {
    child.stdin.end();
    const ended = once(child, 'close') as Promise<[number | null]>;
    const [stdout, stderr, [exitCode]] = await Promise.all([buffer(child.stdout), buffer(child.stderr), ended]);
    return { exitCode, stdout, stderr: withoutCredentials(stderr.toString('utf8')) };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw gitMissing(cause);
    throw cause;
  } finally {
    if (timer) clearTimeout(timer);
  }
}

/** Standard output of a git command that has to succeed; throws `GitError` with what git said when it does not. */
export async function readGit(context: GitContext, args: readonly string[]): Promise<Buffer> {
  const { exitCode, stdout, stderr } = await runGit(context, args);
  if (exitCode !== 0) throw gitFailed(args, exitCode, stderr);
  return stdout;
}

/** The line that a git command prints, or null when it fails or prints nothing. */
export async function askGit(context: GitContext, args: readonly string[]): Promise<string | null> {
  const { exitCode, stdout } = await runGit(context, args);
  const line = stdout.toString('utf8').replace(/\r?\n$/, '');
  return exitCode === 0 && line !== '' ? line : null;
}
