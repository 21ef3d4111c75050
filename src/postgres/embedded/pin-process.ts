import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseCpuList } from '../parse-cpu-list.ts';
import type { Pinned } from '../provider.ts';
import type { RunAs } from './run-as.ts';

/**
 * Binds a process, and what it forks from now on, to one processor core: the last one that we may use, since
 * interrupts and other programs prefer the first. Call before the first connection, with whose rights the process runs: a
 * container's root may bind its own processes only (sched_setaffinity(2)).
 */
export function pinProcess(processId: number, runAs: RunAs = {}): Pinned {
  if (process.platform !== 'linux') {
    return { pinned: false, reason: `${process.platform} offers no way to bind a process to a core` };
  }
  const core = allowedCores('self').at(-1);
  if (core === undefined) return { pinned: false, reason: 'the cores that we may use are not known' };
  const { error, status, stderr } = spawnSync('taskset', ['-acp', String(core), String(processId)], {
    ...runAs,
    encoding: 'utf8',
  });
  if (error !== undefined)
    return { pinned: false, reason: `taskset (util-linux) does not run: ${error.message}` };
  if (status !== 0) return { pinned: false, reason: stderr.trim() };
  // It says nothing of a process that has no thread any more, so the kernel has the last word.
  const allowed = allowedCores(String(processId));
  if (allowed.length !== 1) return { pinned: false, reason: 'taskset ran, and the server is not bound' };
  return { pinned: true, reason: `taskset binds the server to core ${core}` };
}

/** Cores that a process may use (proc(5)); none where the kernel does not say. */
function allowedCores(process: string): readonly number[] {
  try {
    const status = readFileSync(`/proc/${process}/status`, 'utf8');
    return parseCpuList(/^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1] ?? '');
  } catch {
    return [];
  }
}
