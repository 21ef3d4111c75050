import type { PullRequest, WorkflowRun } from './context.ts';
import type { GitHubClient } from './github-client.ts';
import { toGitHubError } from './to-github-error.ts';

/**
 * The open pull request whose newest commit a finished run was for, or null when there is none any more: it was closed, or another
 * commit was pushed meanwhile. GitHub leaves `pull_requests` of the event empty for forks, so it is looked for by its branch; nothing
 * that the run itself has written is asked.
 * @throws GitHubError with the permission that is missing
 */
export async function findPullRequest(
  client: GitHubClient,
  { owner, name }: { readonly owner: string; readonly name: string },
  { headOwner, headBranch, headSha }: WorkflowRun,
): Promise<PullRequest | null> {
  if (headOwner === null) return null;
  const pages = client.paginate.iterator(client.rest.pulls.list, {
    owner,
    repo: name,
    state: 'open',
    head: `${headOwner}:${headBranch}`,
    per_page: 100,
  });
  try {
    for await (const { data } of pages) {
      const found = data.find(({ head }) => head.sha === headSha);
      if (found)
        return {
          number: found.number,
          baseRef: found.base.ref,
          baseSha: found.base.sha,
          headRef: found.head.ref,
          headSha: found.head.sha,
          fromFork: found.head.repo?.full_name !== found.base.repo.full_name,
        };
    }
    return null;
  } catch (error) {
    throw toGitHubError(error, `look for the pull request of ${headOwner}:${headBranch}`);
  }
}
