import { GitError } from '../errors.ts';
import { listDefaultBranches } from './default-branch.ts';
import type { GitContext } from './git-context.ts';
import { deepenHistory, fetchRef, findRemote, isShallow } from './remote-history.ts';
import { resolveCommit } from './resolve-commit.ts';
import { askGit } from './run-git.ts';

/** A commit and the name by which it was found. */
export interface NamedCommit {
  readonly ref: string;
  readonly sha: string;
}

/** What a person has to change where history or base is not here. */
const FETCH_HINT =
  'Set `fetch-depth: 0` on actions/checkout; elsewhere run `git fetch --unshallow` or fetch the base branch first.';

/**
 * The merge base of head with `ref`, or with the default branch when there is no `ref`. What is missing here is fetched
 * where a remote answers. Throws `GitError` when there is no such ref, no default branch or no common history.
 */
export async function resolveBase(
  context: GitContext,
  ref: string | undefined,
  headRef: string | undefined,
  report: (message: string) => void,
): Promise<NamedCommit> {
  const head = await resolveCommit(context, headRef ?? 'HEAD');
  if (head === null) throw headMissing(headRef);
  const remote = await findRemote(context);
  const tip =
    ref === undefined
      ? await findDefaultTip(context, remote, report)
      : await findTip(context, remote, ref, report);
  return { ref: tip.ref, sha: await findMergeBase(context, remote, tip, head, report) };
}

async function findDefaultTip(
  context: GitContext,
  remote: string | null,
  report: (message: string) => void,
): Promise<NamedCommit> {
  for await (const { name, at } of listDefaultBranches(context, remote)) {
    const ref = name.replace(/^refs\/(heads|remotes)\//, '');
    const found =
      at === 'here' ? await resolveCommit(context, name) : await fetchDefault(context, remote, name);
    if (at === 'remote' && found !== null) report(`fetched ${ref} from ${remote}`);
    if (found !== null) return { ref, sha: found };
  }
  throw new GitError('No default branch was found to compare with: no origin/HEAD, main or master.', {
    code: 'git-default-branch-not-found',
    hint: 'Name the branch with --base, or in the Action with the input `base`.',
  });
}

async function fetchDefault(context: GitContext, remote: string | null, name: string): Promise<string | null> {
  const fetched = remote === null ? null : await fetchRef(context, remote, name);
  return fetched && 'sha' in fetched ? fetched.sha : null;
}

async function findTip(
  context: GitContext,
  remote: string | null,
  ref: string,
  report: (message: string) => void,
): Promise<NamedCommit> {
  const here =
    (await resolveCommit(context, ref)) ??
    (remote && (await resolveCommit(context, `refs/remotes/${remote}/${ref}`)));
  if (here) return { ref, sha: here };
  const fetched =
    remote === null ? { reason: 'the repository has no remote' } : await fetchRef(context, remote, ref);
  if ('sha' in fetched) {
    report(`fetched ${ref} from ${remote}`);
    return { ref, sha: fetched.sha };
  }
  throw new GitError(
    `The base ${JSON.stringify(ref)} was not found: it is not in this repository, and ${fetched.reason}.`,
    {
      code: 'git-base-not-found',
      hint: `Check the name of the branch, tag or commit. ${FETCH_HINT}`,
    },
  );
}

async function findMergeBase(
  context: GitContext,
  remote: string | null,
  tip: NamedCommit,
  head: string,
  report: (message: string) => void,
): Promise<string> {
  const ask = (): Promise<string | null> => askGit(context, ['merge-base', '--end-of-options', tip.sha, head]);
  const here = await ask();
  if (here !== null) return here;
  const wasShallow = await isShallow(context);
  const isEnough = async (): Promise<boolean> => (await ask()) !== null;
  const reason = !wasShallow
    ? null
    : remote === null
      ? 'the repository has no remote'
      : await deepenHistory(context, remote, [tip.sha], isEnough, report);
  const found = await ask();
  if (found !== null) return found;
  if (await isShallow(context)) {
    throw new GitError(
      `This is a shallow clone without the commit where ${tip.ref} and head part, and it could not be deepened: ${reason}.`,
      { code: 'git-shallow', hint: FETCH_HINT },
    );
  }
  throw new GitError(`${tip.ref} and head have no common history, so there is no base to compare with.`, {
    code: 'git-no-common-history',
    hint: 'Name another base with --base.',
  });
}

function headMissing(headRef: string | undefined): GitError {
  if (headRef === undefined) {
    return new GitError('The repository has no commit yet, so there is no base to compare with.', {
      code: 'git-no-commit',
      hint: 'Commit the state to compare with first.',
    });
  }
  return new GitError(`The head ${JSON.stringify(headRef)} is no commit of this repository.`, {
    code: 'git-head-not-found',
    hint: 'Check the name of the branch, tag or commit, or fetch it first.',
  });
}
