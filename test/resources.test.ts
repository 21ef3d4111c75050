import { describe, expect, it } from 'vitest';
import { ResourceStack } from '../src/resources.ts';

function resource(log: string[], name: string, fails = false) {
  return {
    async [Symbol.asyncDispose]() {
      log.push(name);
      if (fails) throw new Error(`${name} would not go`);
    },
    disposeSync() {
      log.push(`${name}!`);
    },
  };
}

describe('ResourceStack', () => {
  it('disposes in reverse order, each once', async () => {
    const log: string[] = [];
    const stack = new ResourceStack();
    await stack.use(resource(log, 'tree'));
    await stack.use(resource(log, 'server'));
    await stack[Symbol.asyncDispose]();
    await stack[Symbol.asyncDispose]();
    stack.disposeSync();
    expect(log).toEqual(['server', 'tree']);
  });

  it('goes on after a failure, forces the one that failed, and tells', async () => {
    const log: string[] = [];
    const stack = new ResourceStack();
    await stack.use(resource(log, 'tree'));
    await stack.use(resource(log, 'server', true));
    await expect(stack[Symbol.asyncDispose]()).rejects.toThrow('server would not go');
    expect(log).toEqual(['server', 'server!', 'tree']);
  });

  it('lets nothing in after a stop: a server that came up meanwhile goes down again', async () => {
    const log: string[] = [];
    const stack = new ResourceStack();
    await stack[Symbol.asyncDispose]();
    await expect(stack.use(resource(log, 'late'))).rejects.toThrow('stopped');
    expect(log).toEqual(['late']);
  });
});
