import type { GitContext } from './git-context.ts';
import { askGit } from './run-git.ts';

/** The commit's id that a ref names, or null. A ref is never taken for an option. */
export async function resolveCommit(context: GitContext, ref: string): Promise<string | null> {
  // Versions of git before 2.30 take `--end-of-options` for a ref here; none of them gets this far with a dash.
  if (ref === '' || ref.startsWith('-') || ref.includes('\0')) return null;
  return askGit(context, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
}
