import { GitError } from '../errors.ts';

/** What git said when it failed, without the credentials that a URL may hold. */
export function withoutCredentials(message: string): string {
  return message.replaceAll(/\/\/[^/\s@]+@/g, '//').trim();
}

/** The error for a git command that failed where it should not have. */
export function gitFailed(args: readonly string[], exitCode: number | null, stderr: string): GitError {
  const command = args.find((argument) => /^[a-z-]+$/.test(argument) && !argument.startsWith('-')) ?? '';
  const said = withoutCredentials(stderr) || `it ended with exit code ${exitCode}`;
  return new GitError(`git ${command} failed: ${said}`, {
    code: 'git-failed',
    hint: 'Run the same command by hand in the repository to see what git needs.',
  });
}

/** The error for a machine without git. */
export function gitMissing(cause: unknown): GitError {
  return new GitError('git was not found: explain-gate reads both sides of a change from git.', {
    code: 'git-missing',
    hint: 'Install git and make sure that it is on the PATH.',
    cause,
  });
}
