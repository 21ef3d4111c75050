import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { cleanEnvironment } from '../../scripts/repository/clean-environment.ts';
import { writeWorkflow } from '../../src/commands/workflow.ts';
import type { Report } from '../../src/report/report-schema.ts';
import { makeTemporaryFolder } from '../e2e/temporary-folder.ts';
import { ACT } from './describe-with-act.ts';

/** How a workflow ended under act. */
export interface ActResult {
  readonly exitCode: number | null;
  readonly log: string;
  /** `report.json` of the step, where it wrote one. */
  readonly report: Report | undefined;
}

/** What act runs. */
export interface ActRun {
  /** The repository, the pull request's branch checked out. */
  readonly repository: string;
  /** action.yml and dist/. */
  readonly action: string;
  /** Where a job runs: `-self-hosted` is this machine, anything else an image. */
  readonly platform: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly containerOptions?: string;
  /** Aborting ends act, which then removes what it started. */
  readonly signal: AbortSignal;
}

/** Prints the report to the log, where it can be read whatever the job ran in. */
const SHOW_REPORT = `      - if: always()
        run: echo "REPORT=$(gzip --stdout '\${{ steps.gate.outputs.report }}' | base64 --wrap=0)"
`;

/**
 * Runs the workflow that `init` writes, on the event of a pull request: `act pull_request`. The Action is the one in `action`
 * instead of the published one; a last step prints its report.
 */
export async function runAct({
  repository,
  action,
  platform,
  env,
  containerOptions,
  signal,
}: ActRun): Promise<ActResult> {
  await using temporary = await makeTemporaryFolder();
  const workflow = join(temporary.path, 'workflow.yml');
  const event = join(temporary.path, 'event.json');
  const home = join(temporary.path, 'home');
  await mkdir(home);
  await writeFile(
    workflow,
    writeWorkflow('').replace(/(uses: explain-gate\/.*\n)/, `$1        id: gate\n${SHOW_REPORT}`),
  );
  await writeFile(
    event,
    JSON.stringify({ pull_request: { number: 1, base: { ref: 'main' }, head: { ref: 'change' } } }),
  );
  const child = spawn(
    ACT,
    [
      'pull_request',
      ...['--platform', `ubuntu-latest=${platform}`, '--pull=false', '--rm'],
      ...['--local-repository', `explain-gate/explain-gate@v1=${action}`],
      ...['--workflows', workflow, '--eventpath', event],
      ...(containerOptions ? ['--container-options', containerOptions] : []),
    ],
    { cwd: repository, env: cleanEnvironment({ HOME: home, ...env }), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const interrupt = () => void child.kill('SIGINT');
  signal.addEventListener('abort', interrupt, { once: true });
  const [[exitCode], out, err] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  const shown = /REPORT=([A-Za-z0-9+/=]+)/.exec(out)?.[1];
  return {
    exitCode,
    log: out + err,
    report: shown ? JSON.parse(gunzipSync(Buffer.from(shown, 'base64')).toString()) : undefined,
  };
}
