import { GitHubError } from '../errors.ts';

/** What the client throws for a refusal; without a `response` when no answer arrived, and `status` is 500 then. */
interface RequestError extends Error {
  readonly status: number;
  readonly response?: { readonly headers: Readonly<Record<string, unknown>> };
}

/** HTTP status of a refusal, 500 when no answer arrived, undefined for any other error. */
export function statusOf(error: unknown): number | undefined {
  return isRequestError(error) ? error.status : undefined;
}

/**
 * GitHub's refusal in words, with the permission or setting to change.
 * @param doing what was tried: `comment on pull request #12`
 */
export function toGitHubError(error: unknown, doing: string): GitHubError {
  if (error instanceof GitHubError) return error;
  if (!isRequestError(error)) {
    const said = error instanceof Error ? error.message : String(error);
    return new GitHubError(`Could not ${doing}: ${said}`, { code: 'github-failed', cause: error });
  }
  const message = `Could not ${doing}: ${error.response ? `HTTP ${error.status}` : 'no answer'}: ${error.message}`;
  const { code, hint } = explainRefusal(error);
  return new GitHubError(message, { code, hint, cause: error });
}

function explainRefusal(error: RequestError): { code: string; hint: string } {
  const remaining = error.response?.headers['x-ratelimit-remaining'];
  if (error.status === 429 || remaining === '0' || /\brate limit\b/i.test(error.message)) {
    return {
      code: 'github-rate-limit',
      hint: 'The rate limit of this token is used up; run the job again later.',
    };
  }
  switch (error.status) {
    case 401:
      return {
        code: 'github-token',
        hint: 'The `token` input is not valid; leave it out to use the job’s own token.',
      };
    case 403:
    case 404:
      return {
        code: 'github-permission',
        hint: 'Give the job `permissions:` with `pull-requests: write` and `contents: read`, or set `comment: never`.',
      };
    case 422:
      return { code: 'github-rejected', hint: 'The report is in the job summary.' };
    default:
      return { code: 'github-unavailable', hint: 'GitHub did not do it; the report is in the job summary.' };
  }
}

// By its shape: the client's packages do not all share one class.
function isRequestError(error: unknown): error is RequestError {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' && 'request' in error;
}
