import type { GitContext } from './git-context.ts';
import { askDefaultBranch } from './remote-history.ts';
import { askGit } from './run-git.ts';

/**
 * Full names under which the default branch may be found, best first: as the remote was when last fetched, as the
 * remote says itself when asked, then local branches.
 */
export async function* listDefaultBranches(context: GitContext, remote: string | null): AsyncGenerator<string> {
  const configured = await askGit(context, ['config', 'init.defaultBranch']);
  const usual = [...(configured === null ? [] : [configured]), 'main', 'master'];
  if (remote !== null) {
    const recorded = await askGit(context, ['symbolic-ref', '--quiet', `refs/remotes/${remote}/HEAD`]);
    if (recorded !== null) yield recorded;
    yield* usual.map((name) => `refs/remotes/${remote}/${name}`);
    const asked = await askDefaultBranch(context, remote);
    if (asked !== null) yield asked;
  }
  yield* usual.map((name) => `refs/heads/${name}`);
}
