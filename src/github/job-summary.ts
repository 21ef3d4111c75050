import { summary } from '@actions/core';
import { GitHubError } from '../errors.ts';

/** The runner refuses a larger file: "$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k". */
export const SUMMARY_LIMIT_BYTES = 1024 * 1024;

/**
 * Adds markdown to the job's summary page.
 * @throws GitHubError when the runner has no summary (an old GitHub Enterprise Server) or it cannot be written
 */
export async function writeJobSummary(markdown: string): Promise<void> {
  try {
    await summary.addRaw(markdown, true).write();
  } catch (cause) {
    throw new GitHubError(
      `Could not write the job summary: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        code: 'github-summary',
        cause,
      },
    );
  }
}
