import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What reading a repository leaves on the machine while it lasts: a temp folder and git processes. */
export class Scratch implements AsyncDisposable {
  #directory: string | null = null;
  #entries = 0;
  readonly #children = new Set<ChildProcess>();

  /** A path of its own in the temp folder, where nothing is yet. */
  newPath(label: string): string {
    this.#directory ??= mkdtempSync(join(tmpdir(), 'explain-gate-git-'));
    return join(this.#directory, `${++this.#entries}-${label}`);
  }

  /** Ends that process, if it has not ended, when this is disposed of. */
  adopt(child: ChildProcess): void {
    this.#children.add(child);
    child.once('close', () => this.#children.delete(child));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = [...this.#children].map((child) => once(child, 'close'));
    this.#kill();
    await Promise.all(ended);
    if (this.#directory !== null) await rm(this.#directory, { recursive: true, force: true, maxRetries: 3 });
  }

  /** The same in a signal handler, where nothing can be awaited. */
  removeSync(): void {
    this.#kill();
    if (this.#directory !== null) rmSync(this.#directory, { recursive: true, force: true, maxRetries: 3 });
  }

  #kill(): void {
    for (const child of this.#children) child.kill('SIGKILL');
  }
}
