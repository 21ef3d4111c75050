/** Tells a person what a run is doing. Steps do not nest. */
export interface Progress {
  /** Starts a step: `seeding base`. The step before it ends. */
  step(title: string): void;
  /** How far the current step is. */
  advance(done: number, total: number, what?: string): void;
  /** A line worth keeping: which provider did not serve and why. */
  info(message: string): void;
  /** A line that the user should act on. */
  warn(message: string): void;
}
