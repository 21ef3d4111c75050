/** Something that must be gone when the process is. */
export interface Resource {
  [Symbol.asyncDispose](): PromiseLike<void> | void;
  /** Last resort, when there is no time to wait: kill and remove at once. Must not throw. */
  disposeSync?(): void;
}

/**
 * What a run has started. Disposed in reverse order at the end of the run, or by whoever catches a signal;
 * each resource is disposed once, whoever comes first.
 */
export class ResourceStack {
  readonly #resources: Resource[] = [];
  readonly #stop = new AbortController();

  /** Aborts when disposal begins, for what is not a resource yet: a migration that runs, a command of the user's. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Registers a resource and gives it back. When the run was stopped meanwhile it is disposed and the call rejects. */
  async use<T extends Resource>(resource: T): Promise<T> {
    if (this.#stop.signal.aborted) {
      await resource[Symbol.asyncDispose]();
      throw new Error('the run has been stopped');
    }
    this.#resources.push(resource);
    return resource;
  }

  /** Disposes everything, goes on after a failure, and throws the first one at the end. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort(new Error('the run has been stopped'));
    const failures: unknown[] = [];
    for (let resource = this.#resources.pop(); resource; resource = this.#resources.pop()) {
      try {
        await resource[Symbol.asyncDispose]();
      } catch (error) {
        failures.push(error);
        resource.disposeSync?.();
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  /** Disposes what is left without waiting. */
  disposeSync(): void {
    this.#stop.abort(new Error('the run has been stopped'));
    for (let resource = this.#resources.pop(); resource; resource = this.#resources.pop())
      resource.disposeSync?.();
  }
}
