import { findEngine } from './container/find-engine.ts';
import type { Provider } from './provider.ts';

/** A server in a container of its own, of any image that takes what the official one takes. */
export const containerProvider = {
  name: 'container',
  async start(options, context) {
    const engine = await findEngine();
    if ('reason' in engine) return { notApplicable: engine.reason };
    // Lazily, through a file of our own: the library is large, and bundling an import of it loses its named exports.
    const { startContainer } = await import('./container/start-container.ts');
    return { server: await startContainer(options, context) };
  },
} as const satisfies Provider;
