import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one run's temporary files, to see what the run leaves behind. */
export interface TemporaryFolder extends AsyncDisposable {
  /** Absolute path; the value of TMPDIR. */
  readonly path: string;
  /** What is in the folder now. */
  entries(): Promise<string[]>;
}

/** Makes a folder that every user may enter and write to, as /tmp: a server that root starts runs as somebody else. */
export async function makeTemporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'explain-gate-e2e-'));
  await chmod(path, 0o1777);
  return {
    path,
    entries: () => readdir(path),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
