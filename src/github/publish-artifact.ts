import { notice } from '@actions/core';
import { ConfigError } from '../errors.ts';
import { REPORT_FILE, readReport } from '../report/read-report.ts';
import { renderMarkdown } from '../report/render-markdown.ts';
import type { CommentMode } from './comment-mode.ts';
import type { GitHubContext } from './context.ts';
import type { ClientPatience } from './github-client.ts';
import { linkToHead } from './link-to-head.ts';
import { toLogLine } from './log-text.ts';
import { publishReport } from './publish-report.ts';
import { readArtifact } from './read-artifact.ts';

/** A report that an earlier job without a right to write has left. */
export interface ArtifactPublication {
  /** Folder with report.json. */
  readonly folder: string;
  readonly context: GitHubContext;
  readonly mode: CommentMode;
  readonly suite: string;
  readonly token: string | undefined;
  readonly patience?: ClientPatience;
}

/**
 * Posts the report of a finished `pull_request` run from the `workflow_run` after it: for forks, whose own run has a token that can
 * only read. Which pull request it is for is taken from the event and from GitHub, never from the report.
 * @throws ConfigError outside of `workflow_run`; SourceError for what is no report
 */
export async function publishArtifact(publication: ArtifactPublication): Promise<void> {
  const { context, token, patience } = publication;
  const { workflowRun, repository } = context;
  if (workflowRun === null || repository === null) throw wrongEvent(context);
  if (workflowRun.event !== 'pull_request') {
    return notice(`Nothing to publish: the run was for \`${workflowRun.event}\`, not for a pull request.`);
  }
  if (!token) {
    throw new ConfigError('There is no token to write the comment with.', {
      code: 'publish-token',
      hint: 'Set the `token` input, or GITHUB_TOKEN for the command, and give the job `pull-requests: write`.',
    });
  }
  const json = await readArtifact(publication.folder, REPORT_FILE);
  if (json === null) {
    return notice(
      toLogLine(`Nothing to publish: the run has left no ${REPORT_FILE} in ${publication.folder}.`),
    );
  }
  const report = readReport(json, REPORT_FILE);
  // Lazily: the package reads the event's payload while it loads, and fails with it.
  const { createGitHubClient } = await import('./github-client.ts');
  const { findPullRequest } = await import('./find-pull-request.ts');
  const client = createGitHubClient({ token, apiUrl: context.apiUrl }, patience);
  const pullRequest = await findPullRequest(client, repository, workflowRun);
  if (pullRequest === null) {
    return notice('Nothing to publish: the pull request is closed, or has a newer commit.');
  }
  const found = { ...context, pullRequest, run: { id: workflowRun.id, attempt: workflowRun.attempt } };
  await publishReport({
    ...publication,
    report,
    render: (limit) => renderMarkdown(report, { limit, links: linkToHead(found) }),
    context: found,
    startedAt: workflowRun.startedAt,
  });
}

function wrongEvent({ eventName, problem }: GitHubContext): ConfigError {
  const found = problem ?? `the event is \`${eventName}\``;
  return new ConfigError(`A report is published from a \`workflow_run\` event only: ${found}.`, {
    code: 'publish-event',
    hint: 'docs/forks.md has the pair of workflows; elsewhere `check` comments by itself.',
  });
}
