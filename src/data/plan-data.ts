import { posix } from 'node:path';
import { ConfigError } from '../errors.ts';
import { compareFileNames } from './compare-file-names.ts';
import {
  type DataEntry,
  type DataPlan,
  type EntrySteps,
  type FileStep,
  fileKind,
  type PathEntry,
} from './data-step.ts';
import type { DataTree } from './data-tree.ts';
import { type PlannedMigrations, planMigrations } from './plan-migrations.ts';

/** The config's `schema` and `seed`. */
export interface DataConfig {
  readonly schema: readonly DataEntry[];
  readonly seed: readonly DataEntry[];
}

/**
 * What fills one side's database, in order. On base a path may be missing, since the change may add it: it then has no
 * steps. On head it must be there.
 * @throws ConfigError with the key and the path
 * @throws SchemaError for a migration that its tool would refuse
 */
export async function planData(tree: DataTree, { schema, seed }: DataConfig): Promise<DataPlan> {
  const plan = (entries: readonly DataEntry[], what: 'schema' | 'seed') =>
    Promise.all(entries.map((entry, at) => planEntry(tree, entry, `${what}[${at}]`, what)));
  return { schema: await plan(schema, 'schema'), seed: await plan(seed, 'seed') };
}

async function planEntry(
  tree: DataTree,
  entry: DataEntry,
  key: string,
  what: 'schema' | 'seed',
): Promise<EntrySteps> {
  if (typeof entry !== 'string' && 'generate' in entry) {
    const step = { kind: 'generate', key: `${key}.generate`, options: entry.generate } as const;
    return { key, entry, isDirectory: false, steps: [step] };
  }
  if (typeof entry !== 'string' && 'command' in entry) {
    const { command } = entry;
    return { key, entry, isDirectory: false, steps: [{ kind: 'command', command }] };
  }
  const given: PathEntry = typeof entry === 'string' ? { path: entry } : entry;
  const path = posix.normalize(given.path).replace(/\/$/, '');
  if (typeof entry === 'string' && tree.contentId(path) !== undefined) {
    return { key, entry, isDirectory: false, steps: [fileStep(tree, path, key)] };
  }
  const below = filesBelow(tree, path);
  const planned: Pick<PlannedMigrations, 'steps'> & Partial<PlannedMigrations> =
    what === 'seed'
      ? { steps: listSeeds(path, below).map((file) => fileStep(tree, file, key)) }
      : await planMigrations(tree, { ...given, path }, key);
  if (planned.steps.length === 0 && tree.side === 'head') throw nothingThere(key, given, below);
  const { steps, history, declarative } = planned;
  return { key, entry, isDirectory: below.length > 0 && declarative !== true, steps, history };
}

function filesBelow(tree: DataTree, path: string): readonly string[] {
  return path === '.' ? tree.files() : tree.files().filter((file) => file.startsWith(`${path}/`));
}

function listSeeds(path: string, below: readonly string[]): readonly string[] {
  return below
    .filter((file) => posix.dirname(file) === path && fileKind(file) !== undefined)
    .toSorted((a, b) => compareFileNames(posix.basename(a), posix.basename(b)));
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

function nothingThere(key: string, { path, layout }: PathEntry, below: readonly string[]): ConfigError {
  if (below.length === 0) {
    return new ConfigError(`${key}: ${path} is not in the head tree`, {
      code: 'config-file-not-found',
      hint: `Correct the path (it starts at the root of the repository), add the file, or take it out of ${key.replace(/\[.*/, '')}.`,
    });
  }
  const what = layout === undefined ? '.sql file of its own' : `migration in the layout ${layout}`;
  return new ConfigError(`${key}: the directory ${path} has no ${what}`, {
    code: 'config-no-migrations',
    hint: `Name the directory that holds the migrations (${posix.dirname(below[0] ?? '')}?), or { command: … } for a tool whose migrations are code; docs/migrations.md lists the layouts that are known.`,
  });
}
