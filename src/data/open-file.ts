import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { DataTree } from './data-tree.ts';

/** The bytes of a file, unpacked when its name ends in `.gz`. Must be read to its end or closed. */
export async function* openFile(tree: DataTree, path: string): AsyncGenerator<Buffer> {
  const file = tree.stream(path);
  // pipeline() hands errors of the file on, and closes it when reading stops.
  const stream = /\.gz$/i.test(path) ? pipeline(file, createGunzip(), () => undefined) : file;
  for await (const chunk of stream) yield chunk as Buffer;
}
