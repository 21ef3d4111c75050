import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { cleanEnvironment } from '../../scripts/repository/clean-environment.ts';
import type { TemporaryRepository } from '../../scripts/repository/temporary-repository.ts';
import type { Report } from '../../src/report/report-schema.ts';
import { findProcesses } from '../e2e/find-processes.ts';
import { makeTemporaryFolder } from '../e2e/temporary-folder.ts';
import type { ShippedFolder } from './shipped-folder.ts';

/** How one step of a job ended. */
export interface StepResult {
  readonly exitCode: number | null;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** `report.json`, where there is one. */
  readonly report: Report | undefined;
  /** Processes and temporary files that outlived the step. */
  readonly leftBehind: readonly string[];
}

/** Runs `dist/action.js` the way GitHub's runner does: event, files and variables, the branch `change` checked out. */
export async function runAction(
  { path: shipped, toolCache }: ShippedFolder,
  repository: TemporaryRepository,
  step: {
    readonly apiUrl: string;
    readonly runId: number;
    readonly inputs?: Readonly<Record<string, string>>;
    /** How long what a cancelled step left may take to be removed, ms; 0 when left out. */
    readonly graceMs?: number;
    readonly onLine?: (line: string, stop: (signal: NodeJS.Signals) => void) => void;
  },
): Promise<StepResult> {
  await using temporary = await makeTemporaryFolder();
  const runnerFiles = join(temporary.path, 'files');
  const runnerTemp = join(temporary.path, 'runner');
  const scratch = join(temporary.path, 'tmp');
  for (const folder of [runnerFiles, runnerTemp, scratch]) await mkdir(folder);
  // As /tmp: a server that root starts runs as somebody else.
  await chmod(scratch, 0o1777);
  const file = async (name: string, content = '') => {
    await writeFile(join(runnerFiles, name), content);
    return join(runnerFiles, name);
  };
  const inputs = { token: 'ghs_secret_of_the_job', ...step.inputs };
  const child = spawn(process.execPath, [join(shipped, 'dist/action.js')], {
    cwd: repository.path,
    env: cleanEnvironment({
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: step.apiUrl,
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: await file('event.json', JSON.stringify(await describeEvent(repository))),
      GITHUB_OUTPUT: await file('output'),
      GITHUB_ENV: await file('env'),
      GITHUB_REPOSITORY: 'octo/shop',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_RUN_ID: String(step.runId),
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_STEP_SUMMARY: await file('summary'),
      GITHUB_WORKSPACE: repository.path,
      RUNNER_TEMP: runnerTemp,
      RUNNER_TOOL_CACHE: toolCache,
      TMPDIR: scratch,
      ACTIONS_RUNTIME_TOKEN: 'runtime_secret_of_the_job',
      ...Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      ),
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk: Buffer) => {
    for (const line of chunk.toString().split('\n')) step.onLine?.(line, (signal) => child.kill(signal));
  });
  const [[exitCode], out, err] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  const outputs = parseOutputs(await readFile(join(runnerFiles, 'output'), 'utf8'));
  const findLeftovers = async () => [
    ...(await findProcesses(temporary.path)).map(({ id, command }) => `process ${id}: ${command}`),
    ...(await readdir(scratch)),
  ];
  const giveUpAt = Date.now() + (step.graceMs ?? 0);
  let leftBehind = await findLeftovers();
  while (leftBehind.length > 0 && Date.now() < giveUpAt) {
    await setTimeout(50);
    leftBehind = await findLeftovers();
  }
  return {
    exitCode,
    log: out + err,
    summary: await readFile(join(runnerFiles, 'summary'), 'utf8'),
    outputs,
    report: outputs['report'] ? JSON.parse(await readFile(outputs['report'], 'utf8')) : undefined,
    leftBehind,
  };
}

/** The parts of a pull_request event that are read, as GitHub documents them. */
async function describeEvent(repository: TemporaryRepository) {
  const repo = { full_name: 'octo/shop' };
  return {
    action: 'synchronize',
    number: 7,
    pull_request: {
      number: 7,
      base: { ref: 'main', sha: await repository.git('rev-parse', 'main'), repo },
      head: { ref: 'change', sha: await repository.git('rev-parse', 'change'), repo },
    },
    repository: { private: false, default_branch: 'main' },
  };
}

/** `name<<delimiter`, lines of the value, `delimiter`. */
function parseOutputs(content: string): Record<string, string> {
  return Object.fromEntries(
    [...content.matchAll(/^(\S+)<<(\S+)\r?\n([\s\S]*?)\r?\n\2$/gm)].map(([, name, , value]) => [name, value]),
  );
}
