import { ProviderError } from '../errors.ts';
import type { MeasuringSide } from './measuring-session.ts';

/** What a session rejects with when its connection is gone. */
const LOST = 'provider-server-lost';

/** Work that was done, or the backend that ended under it and has been replaced. */
export type Survived<T> = { readonly done: T } | { readonly lost: ProviderError };

/**
 * Does `work`; when a backend ends under it (terminated, killed) each of `sides` gets a fresh one. Rejects with the loss where
 * the server has none to give: then it is not a backend that is gone but the server.
 */
export async function survive<T>(
  sides: readonly MeasuringSide[],
  work: () => Promise<T>,
): Promise<Survived<T>> {
  try {
    return { done: await work() };
  } catch (error) {
    if (!(error instanceof ProviderError) || error.code !== LOST) throw error;
    for (const side of new Set(sides)) {
      await side.renew().catch(() => {
        throw error;
      });
    }
    return { lost: error };
  }
}
