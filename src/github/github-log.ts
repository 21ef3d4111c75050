import { info, warning } from '@actions/core';
import type { Progress } from '../progress.ts';
import { toLogLine, toLogText } from './log-text.ts';

/** Progress in a job's log: a line for every step that is over, none for how far it is. */
export class GitHubLog implements Progress {
  readonly #now: () => number;
  #title: string | null = null;
  #startedAt = 0;

  /** @param now milliseconds, from any beginning */
  constructor(now: () => number) {
    this.#now = now;
  }

  step(title: string): void {
    this.done();
    this.#title = title;
    this.#startedAt = this.#now();
  }

  advance(): void {}

  info(message: string): void {
    info(toLogText(message));
  }

  /** A warning annotation. */
  warn(message: string): void {
    warning(toLogText(message));
  }

  /** Ends the step that runs. */
  done(): void {
    if (this.#title === null) return;
    info(toLogLine(`${this.#title} (${((this.#now() - this.#startedAt) / 1000).toFixed(1)} s)`));
    this.#title = null;
  }
}
