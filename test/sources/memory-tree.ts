import { createHash } from 'node:crypto';
import type { SourceTree } from '../../src/sources/source.ts';

/** A tree of files in memory. */
export function memoryTree(files: Readonly<Record<string, string | Buffer>>): SourceTree {
  const bytes = (path: string): Buffer => Buffer.from(files[path] ?? '');
  return {
    files: () => Object.keys(files),
    contentId: (path) => (path in files ? createHash('sha1').update(bytes(path)).digest('hex') : undefined),
    size: async (path) => bytes(path).length,
    read: async (path) => bytes(path),
  };
}
