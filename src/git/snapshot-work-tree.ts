import { copyFile, mkdir, stat, utimes } from 'node:fs/promises';
import { delimiter, resolve } from 'node:path';
import { type GitContext, withEnvironment } from './git-context.ts';
import type { SkippedPath } from './list-files.ts';
import { askGit, readGit, runGit } from './run-git.ts';

/** The work tree as a git tree. */
export interface WorkTreeSnapshot {
  readonly treeId: string;
  /** Sees the snapshot's objects beside those of the repository. */
  readonly context: GitContext;
  /** What git could not take in. */
  readonly skipped: readonly SkippedPath[];
}

/**
 * Makes a tree of the work tree with uncommitted and untracked files, ignored ones left out. It works on a copy of the
 * index and writes objects into a temp folder: work tree, index and object store of the user stay as they are.
 */
export async function snapshotWorkTree(context: GitContext): Promise<WorkTreeSnapshot> {
  const index = context.scratch.newPath('index');
  const objects = context.scratch.newPath('objects');
  await mkdir(objects);
  await copyIndex(await gitPath(context, 'index'), index);
  const own = withEnvironment(context, {
    GIT_INDEX_FILE: index,
    GIT_OBJECT_DIRECTORY: objects,
    GIT_ALTERNATE_OBJECT_DIRECTORIES: quotePath(await gitPath(context, 'objects')),
  });
  const skipped = await addEverything(own);
  // A partial clone may lack objects that did not change.
  const treeId = (await readGit(own, ['write-tree', '--missing-ok'])).toString('utf8').trim();
  return { treeId, context: own, skipped };
}

/** Copies the index with a time no later than its own, by which git knows which files to compare by content. */
async function copyIndex(from: string, to: string): Promise<void> {
  const found = await stat(from).catch(() => null);
  // A repository without an index: nothing was ever added.
  if (found === null) return;
  await copyFile(from, to);
  const seconds = Math.floor(found.mtimeMs / 1000);
  await utimes(to, seconds, seconds);
}

async function addEverything(context: GitContext): Promise<readonly SkippedPath[]> {
  const isSparse = (await askGit(context, ['config', '--type=bool', 'core.sparseCheckout'])) === 'true';
  // Files outside of a sparse checkout's folders that are there nevertheless are part of the work tree.
  const add = ['-c', 'core.looseCompression=0', 'add', '--all', ...(isSparse ? ['--sparse'] : [])];
  const first = await runGit(context, [...add, '--', ':/']);
  if (first.exitCode === 0) return [];
  // An unreadable file or a nested repository without a commit: everything else is still read, and these are named.
  const second = await runGit(context, [...add, '--ignore-errors', '--', ':/']);
  const said = (second.stderr || first.stderr).split('\n');
  const errors = said.filter((line) => line.startsWith('error: '));
  return (errors.length > 0 ? errors : said.slice(0, 1)).map((reason) => ({
    file: '',
    reason: `git add: ${reason}`,
  }));
}

async function gitPath(context: GitContext, name: string): Promise<string> {
  const path = await readGit(context, ['rev-parse', '--git-path', name]);
  return resolve(context.directory, path.toString('utf8').replace(/\n$/, ''));
}

/** Git takes a path that holds the list's delimiter in double quotes. */
function quotePath(path: string): string {
  if (!path.includes(delimiter) && !path.startsWith('"')) return path;
  return `"${path.replaceAll(/["\\]/g, '\\$&')}"`;
}
