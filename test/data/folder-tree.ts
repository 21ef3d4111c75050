import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import type { DataTree } from '../../src/data/data-tree.ts';

/** The tree of one side in a folder of its own. */
export interface FolderTree extends DataTree, AsyncDisposable {
  readonly folder: string;
}

/** A tree of the files given, by path; they are written to a temporary folder, which goes when it is disposed. */
export async function makeTree(
  side: 'base' | 'head',
  files: Readonly<Record<string, string | Buffer>>,
): Promise<FolderTree> {
  const folder = await mkdtemp(join(tmpdir(), `explain-gate-data-${side}-`));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const tree = await openFolder(side, folder);
  return { ...tree, folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

/** A folder as the tree of a side. */
async function openFolder(side: 'base' | 'head', folder: string): Promise<DataTree> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const known = new Set(files);
  return {
    side,
    files: () => files,
    contentId: (path) =>
      known.has(path)
        ? createHash('sha256')
            .update(readFileSync(join(folder, path)))
            .digest('hex')
        : undefined,
    read: (path) => readFile(join(folder, path)),
    stream: (path) => createReadStream(join(folder, path)),
    directory: () => Promise.resolve(folder),
  };
}
