import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment } from './clean-environment.ts';

/** Where the CLI can be started: from its source, which is always current, or as it is shipped. */
const ENTRIES = {
  src: fileURLToPath(new URL('../../src/cli.ts', import.meta.url)),
  dist: fileURLToPath(new URL('../../dist/cli.js', import.meta.url)),
} as const;

/** Name of an entry. */
export type CliEntry = keyof typeof ENTRIES;

/** How a run of the CLI ended. */
export interface CliResult {
  /** Null when a signal ended the process. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to run the CLI. */
export interface CliOptions {
  readonly cwd: string;
  /** Added to a clean environment; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** `src` when left out. */
  readonly entry?: CliEntry;
  /** Flags of Node itself, before the script. */
  readonly nodeFlags?: readonly string[];
  /** `inherit` shows the progress as it comes; `stderr` of the result is then empty. */
  readonly stderr?: 'pipe' | 'inherit';
  /** Aborting sends SIGTERM; the process then cleans up and ends by itself. */
  readonly signal?: AbortSignal;
  /** Called once the process runs, to send it signals or to read its stderr as it comes. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs the CLI as its own process and waits for its end. A failing exit code is a result, not an exception. */
export async function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  const child = spawn(
    process.execPath,
    [...(options.nodeFlags ?? []), ENTRIES[options.entry ?? 'src'], ...args],
    {
      cwd: options.cwd,
      env: cleanEnvironment(options.env),
      stdio: ['ignore', 'pipe', options.stderr ?? 'pipe'],
    },
  );
  const terminate = () => void child.kill('SIGTERM');
  options.signal?.addEventListener('abort', terminate, { once: true });
  try {
    options.onStart?.(child);
    const [[exitCode, signal], stdout, stderr] = await Promise.all([
      once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
      child.stdout ? text(child.stdout) : '',
      child.stderr ? text(child.stderr) : '',
    ]);
    return { exitCode, signal, stdout, stderr };
  } finally {
    options.signal?.removeEventListener('abort', terminate);
  }
}
