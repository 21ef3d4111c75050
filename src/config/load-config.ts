import { posix } from 'node:path';
import { stringify } from 'yaml';
import { ConfigError } from '../errors.ts';
import type { Config, SchemaStep, SeedStep } from './config-schema.ts';
import { CONFIG_FILES, type ConfigTree, detectProject } from './detect-project.ts';
import { parseConfig } from './parse-config.ts';
import { readShapes } from './read-shapes.ts';

/** A config whose paths and globs are repository-relative. */
export interface LoadedConfig {
  readonly config: Config;
  /** Repository-relative path of the file, or null when detected. */
  readonly file: string | null;
  /** The detected config as YAML; null when a file was read. */
  readonly detected: string | null;
}

/**
 * The config of head's tree. `folder` is where the command was started, repository-relative (`''` is the root);
 * `file` is `--config`, relative to `folder`. Paths in a config file are relative to the project that it stands in:
 * its own folder, or the folder above `.github`. Without a file the project is detected.
 * Throws ConfigError: file not found, not valid, or nothing to detect.
 */
export async function loadConfig(
  tree: ConfigTree,
  folder: string,
  file: string | undefined,
): Promise<LoadedConfig> {
  const files = tree.files();
  if (file !== undefined) {
    const path = posix.normalize(posix.join(folder, file));
    if (!files.includes(path)) {
      throw new ConfigError(`${path}: no such file in head (named as the config file)`, {
        code: 'config-not-found',
        hint: 'Name a file of the repository, or leave the option out to have the config found or detected.',
      });
    }
    return read(tree, path);
  }
  for (const place of folder === '' ? [''] : [folder, '']) {
    const found = CONFIG_FILES.map((name) => posix.join(place, name)).find((path) => files.includes(path));
    if (found) return read(tree, found);
  }
  return detect(tree, folder);
}

async function read(tree: ConfigTree, path: string): Promise<LoadedConfig> {
  const config = parseConfig((await tree.read(path)).toString('utf8'), path);
  const folder = posix.dirname(path);
  const project = posix.basename(folder) === '.github' ? posix.dirname(folder) : folder;
  const relocated = relocate(config, project === '.' ? '' : project);
  return { config: await readShapes(relocated, tree), file: path, detected: null };
}

async function detect(tree: ConfigTree, folder: string): Promise<LoadedConfig> {
  const { config, seedPlace } = await detectProject(tree, folder);
  const { schema, seed, queries } = config;
  const detected = stringify({ schema, ...(seedPlace ? { seed } : {}), queries: { include: queries.include } });
  return { config: relocate(config, folder), file: null, detected };
}

/** Makes every path and glob repository-relative. */
function relocate(config: Config, project: string): Config {
  const move = (path: string) => posix.normalize(posix.join(project, path)).replace(/\/$/, '');
  const moveGlob = (glob: string): string => {
    if (glob.startsWith('!')) return `!${moveGlob(glob.slice(1))}`;
    return project === '' ? glob.replace(/^\.\//, '') : posix.join(project, glob);
  };
  const moveCommand = (step: Extract<SeedStep, { command: string }>) =>
    step.reads === undefined ? step : { ...step, reads: step.reads.map(moveGlob) };
  const moveSeedStep = (step: SeedStep): SeedStep => {
    if (typeof step === 'string') return move(step);
    if ('command' in step) return moveCommand(step);
    if (step.generate.shape === undefined) return step;
    return { generate: { ...step.generate, shape: move(step.generate.shape) } };
  };
  const moveSchemaStep = (step: SchemaStep): SchemaStep => {
    if (typeof step === 'string') return move(step);
    return 'path' in step ? { ...step, path: move(step.path) } : moveCommand(step);
  };
  // A glob of an override may mean a path or a name: names stay as they are.
  const moveEither = (globs: string | readonly string[]) => {
    const list = typeof globs === 'string' ? [globs] : globs;
    return project === '' ? [...list] : [...list, ...list.map(moveGlob)];
  };
  return {
    ...config,
    overrides: config.overrides.map(({ queries, ...override }) =>
      queries === undefined ? override : { ...override, queries: moveEither(queries) },
    ),
    frequency: {
      ...config.frequency,
      ...(config.frequency.statistics === undefined ? {} : { statistics: move(config.frequency.statistics) }),
    },
    schema: config.schema.map(moveSchemaStep),
    seed: config.seed.map(moveSeedStep),
    queries: {
      ...config.queries,
      include: config.queries.include.map(moveGlob),
      exclude: config.queries.exclude.map(moveGlob),
    },
    fragments: Object.fromEntries(
      Object.entries(config.fragments).map(([glob, texts]) => [moveGlob(glob), texts]),
    ),
  };
}
