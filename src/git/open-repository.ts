import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { GitError } from '../errors.ts';
import type { Progress } from '../progress.ts';
import { type GitContext, gitEnvironment } from './git-context.ts';
import { gitFailed } from './git-failure.ts';
import { Repository } from './repository.ts';
import { runGit } from './run-git.ts';
import { Scratch } from './scratch.ts';

/**
 * Opens the repository that a folder is in; linked worktrees, sparse checkouts and bare repositories too. `progress`
 * hears about what is fetched. Throws `GitError` when there is no git, no such folder or no repository.
 */
export async function openRepository(cwd: string, progress?: Pick<Progress, 'info'>): Promise<Repository> {
  const directory = resolve(cwd);
  if (!(await stat(directory).catch(() => null))?.isDirectory()) {
    throw new GitError(`${directory} is no folder.`, { code: 'git-no-folder', hint: 'Check the path.' });
  }
  const context: GitContext = { directory, environment: gitEnvironment(process.env), scratch: new Scratch() };
  const root = await findRoot(context);
  return new Repository({ ...context, directory: root }, (message) => progress?.info(message));
}

async function findRoot(context: GitContext): Promise<string> {
  const args = ['rev-parse', '--is-bare-repository', '--absolute-git-dir'];
  const { exitCode, stdout, stderr } = await runGit(context, args);
  if (exitCode !== 0) throw explain(context.directory, args, exitCode, stderr);
  const [isBare, gitDirectory = ''] = stdout.toString('utf8').split('\n');
  if (isBare === 'true') return gitDirectory;
  const topLevel = await runGit(context, ['rev-parse', '--show-toplevel']);
  if (topLevel.exitCode === 0) return topLevel.stdout.toString('utf8').replace(/\n$/, '');
  throw new GitError(`${context.directory} is inside of a .git folder.`, {
    code: 'git-not-a-work-tree',
    hint: 'Run explain-gate in the work tree.',
  });
}

function explain(
  directory: string,
  args: readonly string[],
  exitCode: number | null,
  stderr: string,
): GitError {
  if (stderr.includes('dubious ownership')) {
    return new GitError(`git does not trust ${directory}, because another user owns it.`, {
      code: 'git-dubious-ownership',
      hint: `Run \`git config --global --add safe.directory '${directory}'\` as the user who runs explain-gate.`,
    });
  }
  if (stderr.includes('not a git repository')) {
    return new GitError(`${directory} is not in a git repository.`, {
      code: 'git-not-a-repository',
      hint: 'Run explain-gate in a clone; in a workflow put actions/checkout before it.',
    });
  }
  return gitFailed(args, exitCode, stderr);
}
