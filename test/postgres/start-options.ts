import type { StartServerOptions } from '../../src/postgres/start-server.ts';
import { TEST_IMAGE } from './container-engine.ts';

/** Options of `startServer` as the config's defaults make them, with what a test wants otherwise. */
export function startOptions(wanted: Partial<StartServerOptions>): StartServerOptions {
  // Tests share a small machine: no server takes a quarter of its memory.
  const settings = { shared_buffers: '64MB', ...wanted.settings };
  return { provider: 'auto', image: TEST_IMAGE, version: 18, ...wanted, settings };
}

/** A Progress that keeps what it is told. */
export function recordProgress() {
  const infos: string[] = [];
  const warnings: string[] = [];
  const silent = () => undefined;
  const progress = {
    step: silent,
    advance: silent,
    info: (message: string) => void infos.push(message),
    warn: (message: string) => void warnings.push(message),
  };
  return { infos, warnings, progress };
}

/** The error that `promise` rejects with. */
export async function rejectionOf(
  promise: Promise<unknown>,
): Promise<Error & { code?: string; hint?: string }> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
