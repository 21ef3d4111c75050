import { defaults, GitHub, getOctokitOptions } from '@actions/github/lib/utils';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';

/** How patient the client is; the defaults are for GitHub. */
export interface ClientPatience {
  /** Longest wait for one answer, ms. */
  readonly timeoutMs?: number;
  /** Tries after the first one when GitHub fails (5xx) or does not answer. */
  readonly retries?: number;
  /** Unit of every wait between two tries, ms; the waits are 1, 4 and 9 units. */
  readonly waitUnitMs?: number;
}

/** GitHub's REST API, as `@actions/github` gives it. */
export type GitHubClient = InstanceType<typeof GitHub>;

/** A rate limit that lasts longer is reported instead of waited for, seconds. */
const LONGEST_RATE_LIMIT = 60;

/** A client that honours the runner's proxy, tries again when GitHub fails, and waits out a short rate limit. */
export function createGitHubClient(
  { token, apiUrl }: { readonly token: string; readonly apiUrl: string },
  { timeoutMs = 30_000, retries = 3, waitUnitMs = 1000 }: ClientPatience = {},
): GitHubClient {
  const waitIfShort = (retryAfter: number, _options: unknown, _client: unknown, retryCount: number) =>
    retryAfter <= LONGEST_RATE_LIMIT && retryCount < 1;
  const fetchWhole = async (url: string, options: object): Promise<Response> => {
    const response: Response = await (defaults.request?.fetch ?? fetch)(url, {
      ...options,
      signal: AbortSignal.timeout(timeoutMs),
    });
    // The client takes an answer that was cut for an empty one, and an empty list of comments would mean a second comment.
    await response.clone().arrayBuffer();
    return response;
  };
  const options = getOctokitOptions(token, {
    baseUrl: apiUrl,
    request: { ...defaults.request, fetch: fetchWhole },
    retry: { retries, retryAfterBaseValue: waitUnitMs },
    // The plugin queues all clients with one id behind each other; ours have nothing to do with each other.
    throttle: {
      id: crypto.randomUUID(),
      retryAfterBaseValue: waitUnitMs,
      onRateLimit: waitIfShort,
      onSecondaryRateLimit: waitIfShort,
    },
  });
  return new (GitHub.plugin(retry, throttling))(options);
}
