import type { Progress } from './progress.ts';

/** The stream that progress goes to; `process.stderr` is one. */
interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/**
 * Progress on a terminal: one line that is written over, and a line a finished step with its time. Where the stream is
 * no terminal only what is worth keeping is written.
 */
export class TerminalProgress implements Progress {
  readonly #stream: ProgressStream;
  readonly #now: () => number;
  #title: string | null = null;
  #startedAt = 0;

  constructor(stream: ProgressStream, now: () => number) {
    this.#stream = stream;
    this.#now = now;
  }

  step(title: string): void {
    this.done();
    this.#title = title;
    this.#startedAt = this.#now();
    this.#draw(title);
  }

  advance(done: number, total: number, what?: string): void {
    if (this.#title !== null) this.#draw(`${this.#title}: ${done} of ${total}${what ? ` (${what})` : ''}`);
  }

  info(message: string): void {
    this.#line(message);
  }

  warn(message: string): void {
    this.#line(`warning: ${message}`);
  }

  /** Ends the step that runs. */
  done(): void {
    if (this.#title === null) return;
    const seconds = ((this.#now() - this.#startedAt) / 1000).toFixed(1);
    if (this.#stream.isTTY) this.#stream.write(`\r\u001b[K✓ ${this.#title} (${seconds} s)\n`);
    this.#title = null;
  }

  #draw(text: string): void {
    if (!this.#stream.isTTY) return;
    const seconds = Math.round((this.#now() - this.#startedAt) / 1000);
    const line = `… ${printable(text)}${seconds > 0 ? ` ${seconds} s` : ''}`;
    this.#stream.write(`\r\u001b[K${line.slice(0, (this.#stream.columns ?? 80) - 1)}`);
  }

  #line(text: string): void {
    if (this.#stream.isTTY) this.#stream.write('\r\u001b[K');
    this.#stream.write(`${printable(text)}\n`);
    if (this.#title !== null) this.#draw(this.#title);
  }
}

/** Names and messages come from a pull request: control characters could rewrite the terminal. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that must go
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}
