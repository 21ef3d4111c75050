import { resolve } from 'node:path';
import process from 'node:process';
import { writeBaselineFile } from '../flow/write-baseline.ts';
import { showLine } from '../report/words/visible-text.ts';
import { ResourceStack } from '../resources.ts';
import { stopOnSignal } from '../stop-on-signal.ts';
import { TerminalProgress } from '../terminal-progress.ts';
import type { Command } from './command.ts';
import { textOf } from './option-values.ts';

const DEFAULT_FILE = 'explain-gate.baseline.yml';

/** `explain-gate baseline write`. */
export const baselineWrite: Command = {
  name: 'baseline write',
  summary: 'measure every query and write blocks, rows and plans into a file for `check --baseline`',
  usage: `Usage: explain-gate baseline write [options]

Measures every query of head on one PostgreSQL server and writes blocks, rows and plans into a file that is committed.
\`check --baseline FILE\` compares with it. Time is not stored.

Options
  --out FILE       the file (default: ${DEFAULT_FILE} in this folder)
  --head REF       the side that is measured (default: the work tree with uncommitted and untracked files)
  --config FILE    config file (default: explain-gate.yml or .github/explain-gate.yml, otherwise detected)
  --url URL        use this PostgreSQL server, as \`check\` does
`,
  options: {
    out: { type: 'string' },
    head: { type: 'string' },
    config: { type: 'string' },
    url: { type: 'string' },
  },
  prepare(values) {
    const [head, config, url] = ['head', 'config', 'url'].map((name) => textOf(values, name));
    const out = textOf(values, 'out') ?? DEFAULT_FILE;
    return async ({ cwd, env }) => {
      const progress = new TerminalProgress(process.stderr, () => performance.now());
      const resources = new ResourceStack();
      const options = { cwd, env, base: undefined, head, config, url, progress, resources };
      const { queries, notMeasured } = await stopOnSignal(
        resources,
        () => writeBaselineFile({ ...options, failOn: 'never' }, resolve(cwd, out)),
        (signal) => progress.warn(`${signal}: stopping the server and removing what the run made`),
      );
      progress.done();
      const lines = [
        `written: ${out}, ${queries - notMeasured.length} of ${queries} queries measured`,
        ...notMeasured.map(({ id, reason }) => `  not measured: ${id}: ${reason}`),
      ];
      process.stdout.write(`${lines.map(showLine).join('\n')}\n`);
      return 0;
    };
  },
};
