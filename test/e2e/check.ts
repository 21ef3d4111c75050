import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type CliOptions, type CliResult, runCli } from '../../scripts/repository/run-cli.ts';
import type { TemporaryRepository } from '../../scripts/repository/temporary-repository.ts';
import { findProcesses } from './find-processes.ts';
import { makeTemporaryFolder, type TemporaryFolder } from './temporary-folder.ts';

/** What a check said, and what it left behind. */
export interface CheckResult extends CliResult {
  /** Temporary files, processes and changes of the repository that outlived the run; none when all is well. */
  readonly leftBehind: readonly string[];
}

/** How to run a check. */
export interface CheckOptions extends Partial<CliOptions> {
  /**
   * How long what a killed run left may take to be removed, ms; 0 when left out. A run that has no time to wait leaves
   * the rest to a process that outlives it.
   */
  readonly graceMs?: number;
  /** Runs beside the check; `temporary` is the folder that all of the run's temporary files are in. */
  readonly meanwhile?: (child: ChildProcess, temporary: string) => Promise<void>;
}

/** What a repository looks like to its user: status, refs, worktrees, stashes. A folder that is no repository has none. */
async function describeRepository(repository: Pick<TemporaryRepository, 'git'>): Promise<string> {
  const commands = [
    ['status', '--porcelain=v2', '--branch', '--ignored', '--untracked-files=all'],
    ['for-each-ref'],
    ['worktree', 'list', '--porcelain'],
    ['stash', 'list'],
  ];
  const outputs = await Promise.all(commands.map((command) => repository.git(...command).catch(() => 'none')));
  return outputs.join('\n');
}

/** Files and processes that a run has in its temporary folder. */
async function findLeftovers(temporary: TemporaryFolder): Promise<string[]> {
  const files = (await temporary.entries()).map((entry) => join(temporary.path, entry));
  const processes = await findProcesses(temporary.path);
  return [...files, ...processes.map(({ id, command }) => `process ${id}: ${command.slice(0, 200)}`)];
}

/** Runs `explain-gate check` in a repository, with a temporary folder of its own, and finds what it left behind. */
export async function check(
  repository: Pick<TemporaryRepository, 'git' | 'path'>,
  args: readonly string[] = [],
  { meanwhile, graceMs = 0, ...options }: CheckOptions = {},
): Promise<CheckResult> {
  await using temporary = await makeTemporaryFolder();
  const before = await describeRepository(repository);
  let beside: Promise<void> | undefined;
  const result = await runCli(['check', ...args], {
    cwd: repository.path,
    ...options,
    env: { TMPDIR: temporary.path, ...options.env },
    onStart: (child) => {
      beside = meanwhile?.(child, temporary.path);
    },
  });
  await beside;
  const after = await describeRepository(repository);
  const giveUpAt = Date.now() + graceMs;
  let leftBehind = await findLeftovers(temporary);
  while (leftBehind.length > 0 && Date.now() < giveUpAt) {
    await setTimeout(50);
    leftBehind = await findLeftovers(temporary);
  }
  const changes = before === after ? [] : [`the repository was\n${before}\nand is\n${after}`];
  return { ...result, leftBehind: [...leftBehind, ...changes] };
}
