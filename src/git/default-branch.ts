import type { GitContext } from './git-context.ts';
import { askDefaultBranch } from './remote-history.ts';
import { askGit } from './run-git.ts';

/** A place where the default branch may be found: the full name of a ref, in this repository or at the remote. */
export interface BranchCandidate {
  readonly name: string;
  readonly at: 'here' | 'remote';
}

/**
 * Where the default branch may be, best first: as the remote was when last fetched, as the remote says itself when it
 * is asked, then local branches.
 */
export async function* listDefaultBranches(
  context: GitContext,
  remote: string | null,
): AsyncGenerator<BranchCandidate> {
  const configured = await askGit(context, ['config', 'init.defaultBranch']);
  const usual = [...(configured === null ? [] : [configured]), 'main', 'master'];
  if (remote !== null) {
    const recorded = await askGit(context, ['symbolic-ref', '--quiet', `refs/remotes/${remote}/HEAD`]);
    if (recorded !== null) yield { name: recorded, at: 'here' };
    for (const name of usual) yield { name: `refs/remotes/${remote}/${name}`, at: 'here' };
    const asked = await askDefaultBranch(context, remote);
    if (asked !== null) yield { name: asked, at: 'remote' };
  }
  for (const name of usual) yield { name: `refs/heads/${name}`, at: 'here' };
}
