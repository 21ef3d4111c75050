import process from 'node:process';
import { loadConfig } from '../config/load-config.ts';
import { queryGlobs } from '../config/query-globs.ts';
import { buildQueryList } from '../report/query-list/build-query-list.ts';
import type { QueryList } from '../report/query-list/query-list-schema.ts';
import { renderQueryList } from '../report/query-list/render-query-list.ts';
import { listSkippedPaths } from '../sources/list-skipped-paths.ts';
import { readQueries } from '../sources/read-queries.ts';
import type { Command } from './command.ts';
import { textOf } from './option-values.ts';
import { type OpenedHead, readHead } from './read-head.ts';

/** `explain-gate queries`. */
export const queries: Command = {
  name: 'queries',
  summary: 'list the queries that are found, their parameters, and why some can not be read',
  usage: `Usage: explain-gate queries [options]

Lists the queries that are found: id, line, kind, parameters, and why one can not be read. No server is started.

Options
  --head REF       the side that is read (default: the work tree with uncommitted and untracked files)
  --config FILE    config file (default: explain-gate.yml or .github/explain-gate.yml, otherwise detected)
  --json           as JSON, by docs/queries.schema.json
`,
  options: {
    head: { type: 'string' },
    config: { type: 'string' },
    json: { type: 'boolean' },
  },
  prepare: (values) => async (context) => {
    const list = await readHead(context.cwd, textOf(values, 'head'), (opened) =>
      listQueries(opened, textOf(values, 'config')),
    );
    process.stdout.write(values['json'] ? `${JSON.stringify(list, null, 2)}\n` : renderQueryList(list));
    return 0;
  },
};

/** @throws ConfigError when the config is not valid, or there is none and nothing to detect */
async function listQueries(
  { head, folder, progress }: OpenedHead,
  configFile: string | undefined,
): Promise<QueryList> {
  const { config, file, detected } = await loadConfig(head, folder, configFile);
  progress.info(file ? `config: ${file}` : `no config file; detected:\n${detected?.trimEnd()}`);
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
