import { PassThrough, type Readable } from 'node:stream';
import { GitError } from '../errors.ts';
import { checkOutTree } from './check-out-tree.ts';
import type { GitContext } from './git-context.ts';
import { gitFailed } from './git-failure.ts';
import { listFiles, type SkippedPath, type TreeListing } from './list-files.ts';
import { ObjectReader } from './object-reader.ts';
import { startGit } from './run-git.ts';

/** The files of one side as git has them; what it starts and makes goes with the repository. */
export class GitTree {
  readonly side: 'base' | 'head';
  /** A tree's or commit's object id. */
  readonly id: string;
  /** What is no regular file and so not in `files()`. */
  readonly skipped: readonly SkippedPath[];
  readonly context: GitContext;
  readonly #files: readonly string[];
  readonly #blobs: ReadonlyMap<string, string>;
  readonly #contents: ObjectReader;
  readonly #sizes: ObjectReader;
  #directory: Promise<string> | null = null;

  constructor(context: GitContext, side: 'base' | 'head', id: string, { blobs, skipped }: TreeListing) {
    this.context = context;
    this.side = side;
    this.id = id;
    this.skipped = skipped;
    this.#blobs = blobs;
    this.#files = [...blobs.keys()];
    this.#contents = new ObjectReader(context, '--batch');
    this.#sizes = new ObjectReader(context, '--batch-check');
  }

  /** The repository's own folder: its work tree, or a bare repository. */
  get repository(): string {
    return this.context.directory;
  }

  /** Every regular file, sorted bytewise; repository-relative with `/`. */
  files(): readonly string[] {
    return this.#files;
  }

  /** The blob id; undefined when there is no such file. */
  contentId(path: string): string | undefined {
    return this.#blobs.get(path);
  }

  /** Bytes of a file. Throws `GitError` when there is no such file. */
  async size(path: string): Promise<number> {
    return (await this.#sizes.read(this.#blobOf(path))).size;
  }

  /** The whole file in memory. Throws `GitError` when there is no such file. */
  async read(path: string): Promise<Buffer> {
    return (await this.#contents.read(this.#blobOf(path))).content;
  }

  /** A file as a stream, for those too large for memory; a failure of git destroys it with a `GitError`. */
  stream(path: string): Readable {
    const args = ['cat-file', 'blob', this.#blobOf(path)];
    const child = startGit(this.context, args);
    const output = new PassThrough();
    let stderr = '';
    child.stdin.end();
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString('utf8');
    });
    // `pipe` would end the output before git says whether it succeeded.
    child.stdout.pipe(output, { end: false });
    child.once('error', (cause) => output.destroy(cause));
    child.once('close', (code) => {
      if (code === 0) output.end();
      else output.destroy(gitFailed(args, code, stderr));
    });
    output.once('close', () => child.kill());
    return output;
  }

  /** A folder that holds the whole tree, made on the first call; removed with the repository's other temp files. */
  directory(): Promise<string> {
    this.#directory ??= checkOutTree(this.context, this.id, this.side);
    return this.#directory;
  }

  #blobOf(path: string): string {
    const id = this.#blobs.get(path);
    if (id !== undefined) return id;
    throw new GitError(`${path} is no file of the ${this.side} tree.`, {
      code: 'git-file-missing',
      hint: 'Check the path; symbolic links and files in submodules are not read.',
    });
  }
}

/** Lists a tree and makes it readable; `skipped` is what was left out before. */
export async function openTree(
  context: GitContext,
  side: 'base' | 'head',
  id: string,
  skipped: readonly SkippedPath[] = [],
): Promise<GitTree> {
  const listing = await listFiles(context, id);
  return new GitTree(context, side, id, { ...listing, skipped: [...skipped, ...listing.skipped] });
}
