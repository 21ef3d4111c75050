import type { Progress } from './progress.ts';

/** Names the steps of a run to `progress` and adds up how long each took. */
export class StepClock<Step extends string> {
  readonly #progress: Progress;
  readonly #now: () => number;
  readonly #durations: Partial<Record<Step, number>> = {};

  /** `now` gives milliseconds. */
  constructor(progress: Progress, now: () => number) {
    this.#progress = progress;
    this.#now = now;
  }

  /** Milliseconds by step, rounded, in the order in which the steps ended. */
  get durations(): Readonly<Partial<Record<Step, number>>> {
    return this.#durations;
  }

  /** Runs one step; its time counts although it fails. */
  async time<T>(step: Step, title: string, work: () => Promise<T>): Promise<T> {
    this.#progress.step(title);
    const startedAt = this.#now();
    try {
      return await work();
    } finally {
      this.add(step, this.#now() - startedAt);
    }
  }

  /** Adds a time that somebody else took, milliseconds. */
  add(step: Step, milliseconds: number): void {
    this.#durations[step] = Math.round((this.#durations[step] ?? 0) + milliseconds);
  }
}
