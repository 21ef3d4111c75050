import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { systemEnvironment } from './system-environment.ts';

/** How long the synchronous clean-up may take, milliseconds; a server is given 5 s to end before it is killed. */
const NOW_TIMEOUT_MS = 15_000;

/**
 * Clean-up that happens even when this process is killed: a small detached process waits for the end of a pipe and
 * then runs `script`. Whatever ends this process closes the pipe.
 *
 * `script` is CommonJS for `node -e`; it finds what to clean up in the constant `task`, the last value given to
 * `aim`, and must do nothing where nothing is left.
 */
export class LastResort {
  readonly #script: string;
  readonly #watchdog: ChildProcess;
  #task: unknown = null;

  constructor(script: string) {
    this.#script = script;
    this.#watchdog = spawn(process.execPath, ['-e', wrap(script)], {
      // Its own session: a Ctrl-C at the terminal goes to the run, not to who cleans up after it.
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      cwd: process.platform === 'win32' ? undefined : '/',
      env: systemEnvironment(),
      windowsHide: true,
    });
    this.#watchdog.on('error', () => undefined);
    this.#watchdog.stdin?.on('error', () => undefined);
    this.#watchdog.unref();
    (this.#watchdog.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  }

  /** Process id of the watchdog; undefined when it could not be started. */
  get processId(): number | undefined {
    return this.#watchdog.pid;
  }

  /** Says what is to be cleaned up from now on. */
  aim(task: unknown): void {
    this.#task = task;
    this.#watchdog.stdin?.write(`${JSON.stringify(task)}\n`);
  }

  /** Cleans up at once, without giving the event loop a turn. Never throws. */
  runNow(): void {
    spawnSync(process.execPath, ['-e', wrap(this.#script)], {
      input: `${JSON.stringify(this.#task)}\n`,
      timeout: NOW_TIMEOUT_MS,
      env: systemEnvironment(),
      windowsHide: true,
    });
  }

  /** Lets the watchdog clean up what is left and waits until it has ended. */
  async release(): Promise<void> {
    const watchdog = this.#watchdog;
    if (watchdog.pid === undefined || watchdog.exitCode !== null || watchdog.signalCode !== null) return;
    watchdog.ref();
    watchdog.stdin?.end();
    await once(watchdog, 'exit');
  }
}

function wrap(script: string): string {
  return `
let text = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk) => { text += chunk; });
process.stdin.on('error', () => {});
process.stdin.on('close', () => {
  const task = JSON.parse(text.trim().split('\\n').pop() || 'null');
  if (task !== null) { ${script} }
});`;
}
