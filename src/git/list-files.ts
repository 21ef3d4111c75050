import type { GitContext } from './git-context.ts';
import { readGit } from './run-git.ts';

/** A path of a tree that is not read, and why; the path is empty where only git's words name it. */
export interface SkippedPath {
  readonly file: string;
  readonly reason: string;
}

/** What a tree holds. */
export interface TreeListing {
  /** Regular files with their blob ids, sorted bytewise by path. */
  readonly blobs: ReadonlyMap<string, string>;
  /** Symbolic links, submodules and file names that are not UTF-8. */
  readonly skipped: readonly SkippedPath[];
}

/** File modes of git's tree objects that are no regular file. */
const REASONS: Readonly<Record<string, string>> = {
  '120000': 'symbolic link',
  '160000': 'submodule',
};

/** Lists a tree or a commit, folders resolved. */
export async function listFiles(context: GitContext, treeish: string): Promise<TreeListing> {
  const output = await readGit(context, ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', treeish]);
  const blobs = new Map<string, string>();
  const skipped: SkippedPath[] = [];
  // `<mode> <type> <id>\t<path>\0`
  for (let start = 0; start < output.length; ) {
    const tab = output.indexOf(9, start);
    const end = output.indexOf(0, tab);
    const [mode = '', , id = ''] = output.subarray(start, tab).toString('latin1').split(' ');
    const bytes = output.subarray(tab + 1, end);
    const file = bytes.toString('utf8');
    const reason = Buffer.from(file, 'utf8').equals(bytes) ? REASONS[mode] : 'file name is not UTF-8';
    if (reason === undefined) blobs.set(file, id);
    else skipped.push({ file, reason });
    start = end + 1;
  }
  return { blobs, skipped };
}
