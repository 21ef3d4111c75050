import { decodeQueryFile, refuseSize } from './decode-query-file.ts';
import type { SourceTree } from './source.ts';

/** Sizes, and contents, that are asked for before they are needed. Contents take up to a megabyte each. */
const SIZES_AHEAD = 64;
const CONTENTS_AHEAD = 16;

/** The bytes of a file, or in words why they are not asked for. */
type Content = { readonly bytes: Buffer } | { readonly reason: string };

/** The text of a query file, or in words why it can't be read. */
export type QueryText = { readonly text: string } | { readonly reason: string };

/**
 * Reads query files of one side in the order of `paths`, and asks the tree for those to come, so that nobody waits for
 * one file while the one before is parsed. A path that is read out of order, or twice, is read all the same.
 */
export class ReadAhead {
  readonly #tree: SourceTree;
  readonly #paths: readonly string[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #sizes = new Map<string, Promise<number>>();
  readonly #contents = new Map<string, Promise<Content>>();
  #sized = 0;
  #asked = 0;

  constructor(tree: SourceTree, paths: readonly string[]) {
    this.#tree = tree;
    this.#paths = paths;
    this.#places = new Map(paths.map((path, index) => [path, index]));
  }

  async read(path: string): Promise<QueryText> {
    this.#advance(this.#places.get(path) ?? 0);
    const content = await this.#contentOf(path);
    this.#contents.delete(path);
    this.#sizes.delete(path);
    return 'bytes' in content ? decodeQueryFile(content.bytes) : content;
  }

  #advance(at: number): void {
    for (; this.#sized < Math.min(at + SIZES_AHEAD, this.#paths.length); this.#sized++) {
      const path = this.#paths[this.#sized];
      if (path !== undefined) keepQuiet(this.#sizeOf(path));
    }
    for (; this.#asked < Math.min(at + CONTENTS_AHEAD, this.#paths.length); this.#asked++) {
      const path = this.#paths[this.#asked];
      if (path !== undefined) keepQuiet(this.#contentOf(path));
    }
  }

  #sizeOf(path: string): Promise<number> {
    const known = this.#sizes.get(path) ?? this.#tree.size(path);
    this.#sizes.set(path, known);
    return known;
  }

  #contentOf(path: string): Promise<Content> {
    const known = this.#contents.get(path) ?? this.#load(path);
    this.#contents.set(path, known);
    return known;
  }

  async #load(path: string): Promise<Content> {
    const reason = refuseSize(await this.#sizeOf(path));
    return reason === null ? { bytes: await this.#tree.read(path) } : { reason };
  }
}

/** Who needs the answer awaits it, and hears of its failure then. */
function keepQuiet(promise: Promise<unknown>): void {
  promise.catch(() => undefined);
}
