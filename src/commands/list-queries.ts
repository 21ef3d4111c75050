import { type LoadedConfig, loadConfig } from '../config/load-config.ts';
import { parseConfig } from '../config/parse-config.ts';
import { queryGlobs } from '../config/query-globs.ts';
import { ConfigError } from '../errors.ts';
import { buildQueryList } from '../report/query-list/build-query-list.ts';
import type { QueryList } from '../report/query-list/query-list-schema.ts';
import { listSkippedPaths } from '../sources/list-skipped-paths.ts';
import { readQueries } from '../sources/read-queries.ts';
import type { OpenedHead } from './read-head.ts';

/**
 * Every query of head, as a check finds them; the config's file is named on the way.
 * @throws ConfigError when the config is not valid
 */
export async function listQueries(
  { head, folder, progress }: OpenedHead,
  configFile: string | undefined,
): Promise<QueryList> {
  const { config, file, detected } = await loadOrDefault(head, folder, configFile);
  if (file !== null) progress.info(`config: ${file}`);
  else if (detected !== null) progress.info(`no config file; detected:\n${detected.trimEnd()}`);
  else progress.info('no config file and no schema: listed are the queries of every file');
  const globs = queryGlobs(config);
  // Head against itself: each file is read once, and nothing is called a change.
  const { fragments } = config;
  const { head: statements, skipped, foreign, warnings } = await readQueries(head, head, globs, { fragments });
  for (const warning of warnings) progress.warn(warning);
  return buildQueryList(statements, [
    ...skipped.map(({ file: path, reason }) => ({ file: path, reason })),
    ...listSkippedPaths(head.skipped, globs),
    ...foreign.map(({ file: path, dialect }) => ({ file: path, reason: `${dialect}, not checked` })),
  ]);
}

/** Queries can be listed without a schema: what a first look at a project most often lacks. */
async function loadOrDefault(
  head: OpenedHead['head'],
  folder: string,
  configFile: string | undefined,
): Promise<LoadedConfig> {
  try {
    return await loadConfig(head, folder, configFile);
  } catch (error) {
    if (!(error instanceof ConfigError && error.code === 'config-nothing-detected')) throw error;
    return { config: parseConfig('', 'explain-gate.yml'), file: null, detected: null };
  }
}
