import type { ChildProcess } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { type FoundProcess, findProcesses } from './find-processes.ts';

/** Milliseconds until a process that does not come is given up. */
const PATIENCE_MS = 120_000;

/**
 * Waits for a process whose temporary files are in `folder` and whose command or title matches. Throws when none comes,
 * at once when the run that shall start it has ended.
 */
export async function waitForProcess(
  run: ChildProcess,
  folder: string,
  command: RegExp,
): Promise<FoundProcess> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  while (Date.now() < giveUpAt && run.exitCode === null) {
    const found = (await findProcesses(folder)).find((process) => command.test(process.command));
    if (found) return found;
    await setTimeout(20);
  }
  throw new Error(`no process matched ${command}; the run's exit code is ${run.exitCode}`);
}
