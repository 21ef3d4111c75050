import { COMMENT_MODES } from '../github/comment-mode.ts';
import { readGitHubContext } from '../github/context.ts';
import { publishArtifact } from '../github/publish-artifact.ts';
import { REPORT_FILE } from '../report/read-report.ts';
import type { Command } from './command.ts';
import { oneOf, textOf } from './option-values.ts';
import { usageError } from './usage-error.ts';

/** `explain-gate publish`. */
export const publish: Command = {
  name: 'publish',
  summary: 'in a `workflow_run` job: comment with the report of a pull request from a fork',
  usage: `Usage: explain-gate publish --report DIR [options]

Posts the report that a \`pull_request\` job left as an artifact, from the \`workflow_run\` job after it, whose token may
write. The pull request is taken from the event. Nothing of the report is executed. GITHUB_TOKEN is the token.

Options
  --report DIR     folder with ${REPORT_FILE}
  --comment MODE   ${COMMENT_MODES.join(' | ')} (default: on-change)
  --suite NAME     which of several comments on one pull request it is (default: default)
`,
  options: { report: { type: 'string' }, comment: { type: 'string' }, suite: { type: 'string' } },
  prepare(values) {
    const folder = textOf(values, 'report');
    const mode = oneOf(values, 'comment', COMMENT_MODES, 'on-change');
    const suite = textOf(values, 'suite') ?? 'default';
    if (folder === undefined)
      throw usageError(`--report is missing: the folder with ${REPORT_FILE}`, 'publish');
    return async ({ env }) => {
      const context = readGitHubContext(env);
      const token = env['GITHUB_TOKEN'] || undefined;
      await publishArtifact({ folder, context, mode, suite, token });
      return 0;
    };
  },
};
