import { GitError } from '../errors.ts';
import type { GitContext } from './git-context.ts';
import { gitFailed } from './git-failure.ts';
import { type GitProcess, startGit } from './run-git.ts';

/**
 * One long-lived `git cat-file`: objects by id, answered in the order in which they are asked for. Who asks for several at
 * once does not wait for git between them. Ends with the context's scratch.
 */
export class ObjectReader {
  readonly #context: GitContext;
  readonly #mode: '--batch' | '--batch-check';
  #process: GitProcess | null = null;
  #chunks: AsyncIterator<Buffer> | null = null;
  #pending: Buffer = Buffer.alloc(0);
  #stderr = '';
  /** Ids that are asked for and not yet sent: those of one turn of the event loop go in one write. */
  #unsent: string[] = [];
  #queue: Promise<unknown> = Promise.resolve();

  /** `--batch` reads contents, `--batch-check` only sizes. */
  constructor(context: GitContext, mode: '--batch' | '--batch-check') {
    this.#context = context;
    this.#mode = mode;
  }

  /** Size of an object in bytes, and its content in `--batch` mode (otherwise empty). Throws `GitError`. */
  read(id: string): Promise<{ readonly size: number; readonly content: Buffer }> {
    this.#send(id);
    const answer = this.#queue.then(() => this.#readAnswer(id));
    this.#queue = answer.catch(() => undefined);
    return answer;
  }

  #send(id: string): void {
    const child = this.#start();
    this.#unsent.push(id);
    if (this.#unsent.length > 1) return;
    queueMicrotask(() => {
      child.stdin.write(`${this.#unsent.join('\n')}\n`);
      this.#unsent = [];
    });
  }

  async #readAnswer(id: string): Promise<{ readonly size: number; readonly content: Buffer }> {
    const header = await this.#readLine();
    const size = Number(header.split(' ')[2]);
    if (!Number.isSafeInteger(size)) {
      throw new GitError(`git has no object ${id}: ${header}`, {
        code: 'git-object-missing',
        hint: 'Run `git fsck`; a partial clone needs its remote.',
      });
    }
    if (this.#mode === '--batch-check') return { size, content: Buffer.alloc(0) };
    // A line break follows the content.
    const content = await this.#readBytes(size + 1);
    return { size, content: content.subarray(0, size) };
  }

  #start(): GitProcess {
    if (this.#process !== null) return this.#process;
    const child = startGit(this.#context, ['cat-file', this.#mode]);
    child.stderr.on('data', (chunk: Buffer) => {
      this.#stderr += chunk.toString('utf8');
    });
    // A write to a process that has ended; the read that follows reports it.
    child.stdin.on('error', () => undefined);
    child.on('error', () => undefined);
    this.#process = child;
    this.#chunks = child.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    return child;
  }

  async #readLine(): Promise<string> {
    let end = this.#pending.indexOf(10);
    while (end < 0) {
      this.#pending = Buffer.concat([this.#pending, await this.#nextChunk()]);
      end = this.#pending.indexOf(10);
    }
    const line = this.#pending.subarray(0, end).toString('utf8');
    this.#pending = this.#pending.subarray(end + 1);
    return line;
  }

  async #readBytes(count: number): Promise<Buffer> {
    if (this.#pending.length >= count) return this.#take(count);
    const parts = [this.#pending];
    for (let have = this.#pending.length; have < count; ) {
      const chunk = await this.#nextChunk();
      parts.push(chunk);
      have += chunk.length;
    }
    this.#pending = Buffer.concat(parts);
    return this.#take(count);
  }

  #take(count: number): Buffer {
    const taken = this.#pending.subarray(0, count);
    this.#pending = this.#pending.subarray(count);
    return taken;
  }

  async #nextChunk(): Promise<Buffer> {
    const next = await this.#chunks?.next();
    if (next === undefined || next.done) throw gitFailed(['cat-file'], null, this.#stderr);
    return next.value;
  }
}
