import { relative, sep } from 'node:path';
import process from 'node:process';
import type { GitTree } from '../git/git-tree.ts';
import { openRepository } from '../git/open-repository.ts';
import type { Progress } from '../progress.ts';
import { ResourceStack } from '../resources.ts';
import { stopOnSignal } from '../stop-on-signal.ts';
import { TerminalProgress } from '../terminal-progress.ts';

/** Head, and where the command was started. */
export interface OpenedHead {
  readonly head: GitTree;
  /** Root of the repository, absolute. */
  readonly root: string;
  /** Folder that the command was started in, repository-relative; `''` is the root. */
  readonly folder: string;
  /** Writes to standard error. */
  readonly progress: Progress;
}

/**
 * Opens head for a command that needs no base and no server, and closes it at every end. `ref` undefined is the work tree.
 * @throws GitError when there is no repository or no such ref
 */
export async function readHead<T>(
  cwd: string,
  ref: string | undefined,
  read: (opened: OpenedHead) => Promise<T>,
): Promise<T> {
  const progress = new TerminalProgress(process.stderr, () => performance.now());
  const resources = new ResourceStack();
  const work = async (): Promise<T> => {
    try {
      const repository = await openRepository(cwd, progress);
      await resources.use({
        [Symbol.asyncDispose]: () => repository[Symbol.asyncDispose](),
        disposeSync: () => repository.removeSync(),
      });
      const head = await repository.tree({ ref: ref ?? null, side: 'head' });
      const folder = relative(repository.directory, cwd).split(sep).join('/');
      return await read({ head, root: repository.directory, folder, progress });
    } finally {
      await resources[Symbol.asyncDispose]();
    }
  };
  return stopOnSignal(resources, work, (signal) => progress.warn(`${signal}: removing what the command made`));
}
