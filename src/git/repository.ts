import { GitError } from '../errors.ts';
import { type ChangedFile, listChangedFiles } from './changed-files.ts';
import type { GitContext } from './git-context.ts';
import { type GitTree, openTree } from './git-tree.ts';
import { type NamedCommit, resolveBase } from './resolve-base.ts';
import { resolveCommit } from './resolve-commit.ts';
import { askGit } from './run-git.ts';
import { snapshotWorkTree, type WorkTreeSnapshot } from './snapshot-work-tree.ts';

/** A git repository that is read and never changed, except for history that a shallow clone lacks. */
export class Repository implements AsyncDisposable {
  /** Root of the work tree, or the git folder of a bare repository; absolute. */
  readonly directory: string;
  readonly #context: GitContext;
  readonly #report: (message: string) => void;
  #snapshot: Promise<WorkTreeSnapshot> | null = null;

  constructor(context: GitContext, report: (message: string) => void) {
    this.directory = context.directory;
    this.#context = context;
    this.#report = report;
  }

  /**
   * The merge base of head (`headRef`, or the commit that is checked out) with `ref`, or with the default branch.
   * `ref` in the answer is the name it was found by. Throws `GitError`.
   */
  base(ref?: string, headRef?: string): Promise<NamedCommit> {
    return resolveBase(this.#context, ref, headRef, this.#report);
  }

  /**
   * Head's name and commit: those of `ref`, or of the work tree's branch. `sha` is null when the work tree has
   * uncommitted or untracked files, or no commit yet. A detached head is named by its short id.
   */
  async describeHead(ref?: string): Promise<{ readonly ref: string; readonly sha: string | null }> {
    if (ref !== undefined) return { ref, sha: await resolveCommit(this.#context, ref) };
    const branch = await askGit(this.#context, ['symbolic-ref', '--quiet', '--short', 'HEAD']);
    const sha = await resolveCommit(this.#context, 'HEAD');
    const committed = await askGit(this.#context, ['rev-parse', '--verify', '--quiet', 'HEAD^{tree}']);
    const isClean = committed === (await this.#workTree()).treeId;
    return { ref: branch ?? sha?.slice(0, 12) ?? 'HEAD', sha: isClean ? sha : null };
  }

  /** The files of a ref, or of the work tree as it was when first asked for (`ref: null`). Throws `GitError`. */
  async tree({ ref, side }: { readonly ref: string | null; readonly side: 'base' | 'head' }): Promise<GitTree> {
    if (ref === null) {
      const { context, treeId, skipped } = await this.#workTree();
      return openTree(context, side, treeId, skipped);
    }
    const sha = await resolveCommit(this.#context, ref);
    if (sha !== null) return openTree(this.#context, side, sha);
    throw new GitError(`${JSON.stringify(ref)} is no commit of this repository.`, {
      code: 'git-ref-not-found',
      hint: 'Check the name of the branch, tag or commit, or fetch it first.',
    });
  }

  /** What differs between two trees of this repository, sorted by path in head. */
  changedFiles(base: GitTree, head: GitTree): Promise<readonly ChangedFile[]> {
    return listChangedFiles(base, head);
  }

  /** Removes every temp file and ends every git process. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.scratch[Symbol.asyncDispose]();
  }

  /** The same in a signal handler, where nothing can be awaited. */
  removeSync(): void {
    this.#context.scratch.removeSync();
  }

  #workTree(): Promise<WorkTreeSnapshot> {
    this.#snapshot ??= snapshotWorkTree(this.#context);
    return this.#snapshot;
  }
}
