import { GenericContainer, type WaitStrategy } from 'testcontainers';

/** How long a container may take from its start to a server that lets us in, milliseconds. */
const READY_TIMEOUT_MS = 60_000;

/** A container that can be bound to processor cores, for which the library has no method. */
export class PostgresContainer extends GenericContainer {
  /** @param cores list of core numbers, as `--cpuset-cpus` takes it */
  withCores(cores: string): this {
    this.hostConfig.CpusetCpus = cores;
    return this;
  }
}

/** Waits by a function that resolves when the container is ready and rejects when it will never be. */
export function waitBy(waitUntilReady: WaitStrategy['waitUntilReady']): WaitStrategy {
  let timeoutMs: number | undefined;
  const strategy: WaitStrategy = {
    waitUntilReady,
    withStartupTimeout(ms) {
      timeoutMs = ms;
      return strategy;
    },
    isStartupTimeoutSet: () => timeoutMs !== undefined,
    getStartupTimeout: () => timeoutMs ?? READY_TIMEOUT_MS,
  };
  return strategy;
}
