import type { Progress } from '../../src/progress.ts';

/** Keeps what a run says. */
export interface RecordedProgress extends Progress {
  /** Steps as `step …`, and the lines worth keeping. */
  readonly lines: string[];
}

/** A progress that prints nothing. */
export function recordProgress(): RecordedProgress {
  const lines: string[] = [];
  return {
    lines,
    step: (title) => void lines.push(`step ${title}`),
    advance: () => undefined,
    info: (message) => void lines.push(message),
    warn: (message) => void lines.push(message),
  };
}
