import { notice, warning } from '@actions/core';
import { GitHubError } from '../errors.ts';
import type { Report } from '../report/report-schema.ts';
import { writeAnnotations } from './annotations.ts';
import { type CommentMode, wantsComment } from './comment-mode.ts';
import type { RunStamp } from './comment-tag.ts';
import type { GitHubContext, PullRequest } from './context.ts';
import type { ClientPatience } from './github-client.ts';
import { SUMMARY_LIMIT_BYTES, writeJobSummary } from './job-summary.ts';
import { toLogText } from './log-text.ts';

/** What is shown on GitHub, and how. */
export interface Publication {
  readonly report: Report;
  /** The report as markdown of at most so many bytes, which is never less than characters. */
  readonly render: (limit: number) => string;
  readonly context: GitHubContext;
  readonly mode: CommentMode;
  /** Which of several comments on one pull request this is. */
  readonly suite: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly token: string | undefined;
  readonly patience?: ClientPatience;
}

/**
 * Writes the job summary, the annotations and the pull request's comment. What GitHub refuses becomes a warning with the
 * permission to give; nothing is thrown for it, since the verdict does not depend on where it can be shown.
 */
export async function publishReport(publication: Publication): Promise<void> {
  await orWarn(() => writeJobSummary(publication.render(SUMMARY_LIMIT_BYTES - 1)));
  const { mode, context } = publication;
  // The run that is told of has annotated its own files; this one is of the default branch.
  if (context.workflowRun === null) writeAnnotations(publication.report);
  if (mode === 'never') return;
  if (context.pullRequest === null || context.repository === null || context.run === null) {
    if (context.problem) notice(toLogText(`No comment: ${context.problem}.`));
    return;
  }
  const { pullRequest, repository } = context;
  const run = { ...context.run, startedAt: publication.startedAt };
  await orWarn(
    () => comment(publication, pullRequest, repository, run),
    pullRequest.fromFork && context.workflowRun === null,
  );
}

async function comment(
  { report, render, context, mode, suite, token, patience }: Publication,
  pullRequest: PullRequest,
  { owner, name }: NonNullable<GitHubContext['repository']>,
  run: RunStamp,
): Promise<void> {
  if (!token) return notice('No comment: the `token` input is empty. The report is in the job summary.');
  // Lazily: the package reads the event's payload while it loads, and fails with it.
  const { createGitHubClient } = await import('./github-client.ts');
  const { commentRoom, writeStickyComment } = await import('./sticky-comment.ts');
  const { action, url } = await writeStickyComment(
    createGitHubClient({ token, apiUrl: context.apiUrl }, patience),
    {
      owner,
      repo: name,
      pullRequest: pullRequest.number,
      suite,
      run,
      text: render(commentRoom({ suite, run })),
      create: wantsComment(mode, { verdict: report.verdict, changedQueries: countChanged(report) }),
    },
  );
  if (action === 'kept-later')
    notice(`The comment ${url ?? ''} was written by a later run and is left as it is.`);
}

/** Queries of which there is something to say. */
function countChanged(report: Report): number {
  return report.queries.filter(({ status }) => status !== 'unchanged').length;
}

async function orWarn(work: () => Promise<void>, fromFork = false): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    if (fromFork && error.code === 'github-permission') {
      notice(
        'No comment: a pull request from a fork has a token that can only read. The report is in the job summary.',
      );
    } else {
      warning(toLogText([error.message, error.hint].filter(Boolean).join(' ')));
    }
  }
}
