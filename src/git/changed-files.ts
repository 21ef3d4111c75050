import type { GitTree } from './git-tree.ts';
import { readGit } from './run-git.ts';

/** Lines of a file, 1-based and inclusive. */
interface LineRange {
  readonly line: number;
  readonly endLine: number;
}

/** A file that differs between two trees. */
export interface ChangedFile {
  /** Null when the file is new. */
  readonly base: string | null;
  /** Null when the file is gone. */
  readonly head: string | null;
  /** Lines of head that were added or changed; empty for a file that is gone, binary or only renamed. */
  readonly ranges: readonly LineRange[];
}

/** What differs between two trees, renames found by git; in order of path. */
export async function listChangedFiles(base: GitTree, head: GitTree): Promise<readonly ChangedFile[]> {
  const common = ['--no-ext-diff', '--no-textconv', '--no-color', '-r', '-M', base.id, head.id, '--'];
  // The names come from the raw form, which no file name can forge; the patch below has its files in the same order.
  const raw = await readGit(head.context, ['diff-tree', '--raw', '-z', ...common]);
  const patch = await readGit(head.context, [
    'diff-tree',
    '-p',
    '-U0',
    '--src-prefix=a/',
    '--dst-prefix=b/',
    ...common,
  ]);
  const ranges = readRanges(patch.toString('latin1'));
  return readNames(raw.toString('utf8')).map((names, index) => ({ ...names, ranges: ranges[index] ?? [] }));
}

/** `:<mode> <mode> <id> <id> <status>\0<path>\0`, with a second path where the status is a rename or copy. */
function readNames(raw: string): readonly Pick<ChangedFile, 'base' | 'head'>[] {
  const fields = raw.split('\0');
  const names: Pick<ChangedFile, 'base' | 'head'>[] = [];
  for (let index = 0; index + 1 < fields.length; ) {
    const status = fields[index]?.split(' ')[4]?.charAt(0);
    const [from = '', to = ''] = fields.slice(index + 1, index + 3);
    if (status === 'R' || status === 'C') names.push({ base: from, head: to });
    else names.push({ base: status === 'A' ? null : from, head: status === 'D' ? null : from });
    index += status === 'R' || status === 'C' ? 3 : 2;
  }
  return names;
}

/** The hunks of each file. Content lines start with `+`, `-` or a backslash, and names in headers are quoted. */
function readRanges(patch: string): readonly (readonly LineRange[])[] {
  const files: LineRange[][] = [];
  for (const row of patch.split('\n')) {
    if (row.startsWith('diff --git ')) files.push([]);
    const hunk = /^@@ -\S+ \+(?<line>\d+)(?:,(?<count>\d+))? @@/.exec(row)?.groups;
    const count = Number(hunk?.count ?? 1);
    if (hunk && count > 0)
      files.at(-1)?.push({ line: Number(hunk.line), endLine: Number(hunk.line) + count - 1 });
  }
  return files;
}
