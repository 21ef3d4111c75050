import { Readable } from 'node:stream';
import type { DataTree } from '../../src/data/data-tree.ts';

/** A tree in memory, for what looks at names and identities of files: a content is its own identity. */
export function treeOfNames(side: 'base' | 'head', files: Readonly<Record<string, string>>): DataTree {
  const names = Object.keys(files).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return {
    side,
    files: () => names,
    contentId: (path) => files[path],
    read: async (path) => Buffer.from(files[path] ?? ''),
    stream: (path) => Readable.from([Buffer.from(files[path] ?? '')]),
    directory: () => Promise.reject(new Error('a tree of names has no folder')),
  };
}
