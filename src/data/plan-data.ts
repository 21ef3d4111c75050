import { posix } from 'node:path';
import { ConfigError } from '../errors.ts';
import { compareFileNames } from './compare-file-names.ts';
import { type DataEntry, type DataPlan, type EntrySteps, type FileStep, fileKind } from './data-step.ts';
import type { DataTree } from './data-tree.ts';
import { listMigrations } from './list-migrations.ts';

/** The config's `schema` and `seed`. */
export interface DataConfig {
  readonly schema: readonly DataEntry[];
  readonly seed: readonly DataEntry[];
}

/**
 * What fills one side's database, in order. On base a path may be missing, since the change may add it: it then has no
 * steps. On head it must be there.
 * @throws ConfigError with the key and the path
 */
export function planData(tree: DataTree, { schema, seed }: DataConfig): DataPlan {
  return {
    schema: schema.map((entry, at) => planEntry(tree, entry, `schema[${at}]`, listMigrations)),
    seed: seed.map((entry, at) => planEntry(tree, entry, `seed[${at}]`, listSeeds)),
  };
}

/** One layout of a directory: which of its files are steps, and in which order. */
type Layout = (files: readonly string[]) => readonly string[];

function listSeeds(files: readonly string[]): readonly string[] {
  return files
    .filter((file) => fileKind(file) !== undefined)
    .sort((a, b) => compareFileNames(posix.basename(a), posix.basename(b)));
}

function planEntry(tree: DataTree, entry: DataEntry, key: string, layout: Layout): EntrySteps {
  if (typeof entry !== 'string') {
    const { command } = entry;
    return { key, entry, isDirectory: false, steps: [{ kind: 'command', command }] };
  }
  const path = posix.normalize(entry).replace(/\/$/, '');
  if (tree.contentId(path) !== undefined) {
    return { key, entry, isDirectory: false, steps: [fileStep(tree, path, key)] };
  }
  const prefix = path === '.' ? '' : `${path}/`;
  const below = tree.files().filter((file) => file.startsWith(prefix));
  const direct = below.filter((file) => !file.slice(prefix.length).includes('/'));
  const steps = layout(direct).map((file) => fileStep(tree, file, key));
  if (steps.length === 0 && tree.side === 'head') throw nothingThere(key, entry, below);
  return { key, entry, isDirectory: below.length > 0, steps };
}

function fileStep(tree: DataTree, path: string, key: string): FileStep {
  const kind = fileKind(path);
  const contentId = tree.contentId(path);
  if (kind === undefined || contentId === undefined) {
    throw new ConfigError(`${key}: ${path} is neither a script nor a table`, {
      code: 'config-file-kind',
      hint: 'Allowed are .sql, .sql.gz, .csv and .csv.gz files, directories of them, and { command: … }.',
    });
  }
  return { kind, path, contentId };
}

function nothingThere(key: string, entry: string, below: readonly string[]): ConfigError {
  if (below.length === 0) {
    return new ConfigError(`${key}: ${entry} is not in the head tree`, {
      code: 'config-file-not-found',
      hint: `Correct the path (it starts at the root of the repository), add the file, or take it out of ${key.replace(/\[.*/, '')}.`,
    });
  }
  return new ConfigError(`${key}: the directory ${entry} has no .sql file of its own`, {
    code: 'config-no-migrations',
    hint: `Files in directories below it are not read: name the directory that holds them (${posix.dirname(below[0] ?? '')}).`,
  });
}
