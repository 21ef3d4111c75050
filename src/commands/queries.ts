import process from 'node:process';
import { renderQueryList } from '../report/query-list/render-query-list.ts';
import type { Command } from './command.ts';
import { listQueries } from './list-queries.ts';
import { textOf } from './option-values.ts';
import { readHead } from './read-head.ts';

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
