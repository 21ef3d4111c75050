import { posix } from 'node:path';
import type { DataTree } from '../data-tree.ts';
import type { MigrationFolder } from './migration-layout.ts';

/** Enough for the header of a migration and the marker behind it. Bytes. */
const FIRST_BYTES = 65_536;

/** A directory of a tree, or one file of it as if it stood there alone. */
export interface MigrationPlace {
  /** Repository-relative, normalised; `.` is the root. */
  readonly path: string;
  readonly onlyFile?: string;
  readonly placeholders?: Readonly<Record<string, string>> | undefined;
}

/** Opens a directory for the layouts. A file's text is read when a layout asks for it, and then once. */
export function openMigrationFolder(
  tree: DataTree,
  { path, onlyFile, placeholders = {} }: MigrationPlace,
): MigrationFolder {
  const prefix = path === '.' ? '' : `${path}/`;
  const below = tree.files().filter((file) => file.startsWith(prefix));
  const read = new Map<string, Promise<readonly string[]>>();
  const started = new Map<string, Promise<readonly string[]>>();
  const once = (
    known: Map<string, Promise<readonly string[]>>,
    file: string,
    load: () => Promise<readonly string[]>,
  ) => {
    const lines = known.get(file) ?? load();
    known.set(file, lines);
    return lines;
  };
  const lines = (file: string) =>
    once(read, file, async () => toLines((await tree.read(posix.join(path, file))).toString()));
  return {
    path: path === '.' ? '' : path,
    side: tree.side,
    files: onlyFile === undefined ? below.map((file) => file.slice(prefix.length)) : [onlyFile],
    placeholders,
    has: (file) => tree.contentId(file) !== undefined,
    lines,
    firstLines: (file) => once(started, file, async () => firstOf(tree, posix.join(path, file))),
  };
}

function toLines(text: string): readonly string[] {
  return text.replace(/^\uFEFF/, '').split(/\r?\n/);
}

async function firstOf(tree: DataTree, path: string): Promise<readonly string[]> {
  // Where the tree can tell, a small file is read at once, without a process of its own.
  const size = (await tree.size?.(path)) ?? Number.POSITIVE_INFINITY;
  if (size <= FIRST_BYTES) return toLines((await tree.read(path)).toString());
  let text = Buffer.alloc(0);
  for await (const chunk of tree.stream(path)) {
    text = Buffer.concat([text, chunk as Buffer]);
    // Leaving the loop closes the stream.
    if (text.length >= FIRST_BYTES) break;
  }
  return toLines(text.subarray(0, FIRST_BYTES).toString());
}
