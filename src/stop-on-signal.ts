import { constants } from 'node:os';
import type { ResourceStack } from './resources.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How long an orderly end may take before it is forced, milliseconds; runners kill a cancelled job after 7.5 s. */
const PATIENCE_MS = 6000;

/**
 * Runs `work`. On a signal everything that it started is disposed and the process ends with 128 + the signal's
 * number: the promise then never settles. A second signal, or an end that takes too long, is answered at once.
 */
export async function stopOnSignal<T>(
  resources: ResourceStack,
  work: () => Promise<T>,
  onStop: (signal: string) => void,
): Promise<T> {
  let stopping = false;
  let running: Promise<unknown> = Promise.resolve();
  const stop = (signal: (typeof SIGNALS)[number]) => {
    const exit = () => {
      resources.disposeSync();
      process.exit(128 + constants.signals[signal]);
    };
    if (stopping) exit();
    stopping = true;
    onStop(signal);
    setTimeout(exit, PATIENCE_MS);
    void Promise.allSettled([resources[Symbol.asyncDispose](), running]).then(exit);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    running = work();
    return (await running) as T;
  } finally {
    // What the disposal made fail is no news: the process is about to end.
    if (stopping) await new Promise<never>(() => undefined);
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}
