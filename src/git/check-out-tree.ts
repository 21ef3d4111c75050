import { mkdir } from 'node:fs/promises';
import { type GitContext, withEnvironment } from './git-context.ts';
import { readGit } from './run-git.ts';

/** Writes a whole tree into a new temp folder, with an index of its own, and returns the folder. */
export async function checkOutTree(context: GitContext, treeish: string, label: string): Promise<string> {
  const directory = context.scratch.newPath(label);
  await mkdir(directory);
  const gitDirectory = await readGit(context, ['rev-parse', '--absolute-git-dir']);
  const target = withEnvironment(
    { ...context, directory },
    {
      GIT_DIR: gitDirectory.toString('utf8').replace(/\n$/, ''),
      GIT_WORK_TREE: directory,
      GIT_INDEX_FILE: context.scratch.newPath('index'),
    },
  );
  // The user's sparse checkout would leave files out.
  const whole = ['-c', 'core.sparseCheckout=false', '-c', 'index.sparse=false'];
  await readGit(target, [...whole, 'read-tree', '--end-of-options', treeish]);
  await readGit(target, [...whole, 'checkout-index', '--all', '--force', '--quiet']);
  return directory;
}
