import type { Progress } from '../../src/progress.ts';

/** Says nothing; for servers that scripts and tests start for themselves. */
export const silentProgress: Progress = {
  step: () => undefined,
  advance: () => undefined,
  info: () => undefined,
  warn: () => undefined,
};
