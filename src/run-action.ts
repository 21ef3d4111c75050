import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { endGroup, info, setFailed, setOutput, startGroup } from '@actions/core';
import { EXIT_CODES, ExplainGateError } from './errors.ts';
import { nameSuite, readActionInputs } from './github/action-inputs.ts';
import { readGitHubContext } from './github/context.ts';
import { GitHubLog } from './github/github-log.ts';
import { linkToHead } from './github/link-to-head.ts';
import { toLogText } from './github/log-text.ts';
import { publishArtifact } from './github/publish-artifact.ts';
import { publishReport } from './github/publish-report.ts';
import { refusePrivilegedRun } from './github/refuse-privileged-run.ts';
import { withholdCredentials } from './github/withhold-credentials.ts';
import { keepMemoryLean } from './keep-memory-lean.ts';
import { renderMarkdown } from './report/render-markdown.ts';
import { renderText } from './report/render-text.ts';
import { headline } from './report/words/headline.ts';
import { ResourceStack } from './resources.ts';
import { run as check } from './run.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { writeReportFiles } from './write-report-files.ts';

/**
 * One step of a job: reads the inputs, checks, writes the outputs and shows the report; sets the exit code and never throws.
 * Tools that run an Action from its sources look for a function of this name.
 */
export async function run(): Promise<void> {
  await main().catch(fail);
}

async function main(): Promise<void> {
  keepMemoryLean();
  const startedAt = new Date().toISOString();
  const inputs = readActionInputs();
  const context = readGitHubContext(process.env);
  if (inputs.publish !== undefined) {
    const folder = resolve(process.env['GITHUB_WORKSPACE'] ?? '.', inputs.publish);
    const { comment: mode, token } = inputs;
    return publishArtifact({ folder, context, mode, suite: nameSuite(inputs), token });
  }
  refusePrivilegedRun(context);
  const restoreFiles = withholdCredentials(process.env);
  const log = new GitHubLog(() => performance.now());
  const resources = new ResourceStack();
  startGroup('explain-gate');
  const { report, exitCode } = await stopOnSignal(
    resources,
    () =>
      check({
        cwd: resolve(process.env['GITHUB_WORKSPACE'] ?? '.', inputs.workingDirectory),
        base: inputs.base ?? context.baseSha ?? undefined,
        baseline: inputs.baseline,
        head: 'HEAD',
        config: inputs.config,
        url: inputs.databaseUrl,
        failOn: inputs.failOn,
        isPublic: context.public ?? undefined,
        env: process.env,
        progress: log,
        resources,
      }),
    (signal) => log.warn(`${signal}: stopping the server and removing what the run made`),
  ).finally(() => {
    log.done();
    endGroup();
    restoreFiles();
  });
  info(toLogText(renderText(report, { color: false })));
  const folder = await mkdtemp(join(process.env['RUNNER_TEMP'] ?? tmpdir(), 'explain-gate-'));
  await writeReportFiles(report, folder);
  setOutput('verdict', report.verdict);
  setOutput('regressed', report.summary.regressed);
  setOutput('report', join(folder, 'report.json'));
  await publishReport({
    report,
    render: (limit) => renderMarkdown(report, { limit, links: linkToHead(context) }),
    context,
    mode: inputs.comment,
    suite: nameSuite(inputs),
    startedAt,
    token: inputs.token,
  });
  if (exitCode !== 0) setFailed(headline(report).sentence);
}

function fail(error: unknown): void {
  if (error instanceof ExplainGateError) {
    setFailed(toLogText([error.message, error.hint].filter(Boolean).join('\n')));
    process.exitCode = error.exitCode;
    return;
  }
  if (error instanceof Error && error.stack) info(toLogText(error.stack));
  setFailed(
    toLogText(`This is a bug in explain-gate; please report it with the lines above: ${String(error)}`),
  );
  process.exitCode = EXIT_CODES.bug;
}
