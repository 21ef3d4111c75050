import process from 'node:process';
import { type FormatName, formats } from '../report/index.ts';
import { ResourceStack } from '../resources.ts';
import type { FailOn } from '../rules/verdict.ts';
import { run } from '../run.ts';
import { stopOnSignal } from '../stop-on-signal.ts';
import { TerminalProgress } from '../terminal-progress.ts';
import { writeReportFiles } from '../write-report-files.ts';
import type { Command, CommandContext, OptionValues } from './command.ts';
import { oneOf, textOf } from './option-values.ts';
import { usageError } from './usage-error.ts';

const FAIL_ON: readonly FailOn[] = ['error', 'warning', 'never'];

/** What the command line says of a check; undefined is the default. */
export interface CheckOptions {
  readonly base: string | undefined;
  readonly head: string | undefined;
  readonly config: string | undefined;
  readonly url: string | undefined;
  /** File that head is compared with in place of a base. */
  readonly baseline: string | undefined;
  readonly failOn: FailOn;
  readonly format: FormatName;
  /** Folder that every format is written to. */
  readonly output: string | undefined;
}

/** `explain-gate check`. */
export const check: Command = {
  name: 'check',
  summary: 'run the queries that a change touches on base and on head, and say which do more work',
  usage: `Usage: explain-gate check [options]

Runs the queries that a change touches on base and on head, on one PostgreSQL server with the same rows, and says
which of them do more work.

Options
  --base REF       compare with the merge base of this ref (default: the default branch)
  --head REF       the change (default: the work tree with uncommitted and untracked files)
  --baseline FILE  compare blocks, rows and plans with this file of \`baseline write\` instead of a base
  --config FILE    config file (default: explain-gate.yml or .github/explain-gate.yml, otherwise detected)
  --url URL        use this PostgreSQL server; databases and a role of the run's own are made there and dropped again
                   (default: EXPLAIN_GATE_DATABASE_URL; otherwise a container, otherwise an embedded server)
  --fail-on LEVEL  ${FAIL_ON.join(' | ')} (default: error)
  --format FORMAT  ${formats.map(({ name }) => name).join(' | ')} on standard output (default: text)
  --output DIR     write every format into this folder, each as report.* (report.json, report.md, …)
`,
  options: {
    base: { type: 'string' },
    head: { type: 'string' },
    baseline: { type: 'string' },
    config: { type: 'string' },
    url: { type: 'string' },
    'fail-on': { type: 'string' },
    format: { type: 'string' },
    output: { type: 'string' },
  },
  prepare(values) {
    const options = readCheckOptions(values);
    return (context) => runCheck(options, context);
  },
};

/** @throws ConfigError naming the option and what is allowed */
export function readCheckOptions(values: OptionValues): CheckOptions {
  const names = formats.map(({ name }) => name);
  const [base, baseline] = [textOf(values, 'base'), textOf(values, 'baseline')];
  if (base !== undefined && baseline !== undefined)
    throw usageError('--base and --baseline: head is compared with one of them', 'check');
  return {
    base,
    baseline,
    head: textOf(values, 'head'),
    config: textOf(values, 'config'),
    url: textOf(values, 'url'),
    failOn: oneOf(values, 'fail-on', FAIL_ON, 'error'),
    format: oneOf(values, 'format', names, 'text'),
    output: textOf(values, 'output'),
  };
}

async function runCheck(options: CheckOptions, { cwd, env }: CommandContext): Promise<number> {
  const progress = new TerminalProgress(process.stderr, () => performance.now());
  const resources = new ResourceStack();
  const { report, exitCode } = await stopOnSignal(
    resources,
    () => run({ ...options, cwd, env, progress, resources }),
    (signal) => progress.warn(`${signal}: stopping the server and removing what the run made`),
  );
  progress.done();
  const color = process.stdout.isTTY === true && !env['NO_COLOR'];
  if (options.output !== undefined) await writeReportFiles(report, options.output);
  const format = formats.find(({ name }) => name === options.format);
  process.stdout.write(format?.render(report, { color }) ?? '');
  return exitCode;
}
