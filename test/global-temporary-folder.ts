import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const REMOVE = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 } as const;

let folder = '';
let before: string | undefined;

/**
 * One temporary folder for all that a test run writes, named after the process of the run: the next run removes that of a run
 * that was killed.
 */
export function setup(): void {
  const parent = tmpdir();
  for (const name of readdirSync(parent)) {
    const [, id] = /^explain-gate-tests-(\d+)-/.exec(name) ?? [];
    if (id !== undefined && !isAlive(Number(id))) rmSync(join(parent, name), REMOVE);
  }
  folder = mkdtempSync(join(parent, `explain-gate-tests-${process.pid}-`));
  // As /tmp: a server that root starts runs as somebody else.
  chmodSync(folder, 0o1777);
  before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
}

/** Removes the folder. */
export function teardown(): void {
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  rmSync(folder, REMOVE);
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // It is there, and another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
