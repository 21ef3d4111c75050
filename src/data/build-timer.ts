import type { PrepareTimings } from './prepare-databases.ts';

/** Adds up the time that each step takes. */
export interface BuildTimer {
  time<T>(step: keyof PrepareTimings, work: () => Promise<T>): Promise<T>;
  readonly timings: PrepareTimings;
}

/** Starts with no time spent. */
export function startBuildTimer(): BuildTimer {
  const timings = { schemaMs: 0, seedMs: 0, settleMs: 0, cloneMs: 0, catalogMs: 0 };
  return {
    timings,
    async time(step, work) {
      const started = performance.now();
      try {
        return await work();
      } finally {
        timings[step] += performance.now() - started;
      }
    },
  };
}
