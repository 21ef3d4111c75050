import { createHash } from 'node:crypto';
import type { SourceTree } from '../../../src/sources/source.ts';

/** A tree in memory that counts what is read of it. */
export function makeMemoryTree(
  files: Readonly<Record<string, string | Buffer>>,
): SourceTree & { readonly reads: string[] } {
  const reads: string[] = [];
  const bytes = (path: string): Buffer => Buffer.from(files[path] ?? '');
  return {
    reads,
    files: () => Object.keys(files),
    contentId: (path) => (path in files ? createHash('sha1').update(bytes(path)).digest('hex') : undefined),
    size: async (path) => bytes(path).length,
    read: async (path) => {
      reads.push(path);
      return bytes(path);
    },
  };
}
