import { parseArgs } from 'node:util';
import { ConfigError } from './errors.ts';
import { type FormatName, formats } from './report/index.ts';

/** What the run is told by the command line; undefined is the default. */
export interface CheckOptions {
  readonly base: string | undefined;
  readonly head: string | undefined;
  readonly config: string | undefined;
  readonly url: string | undefined;
  readonly failOn: 'error' | 'warning' | 'never';
}

/** `explain-gate check …`. */
export interface CheckCommand {
  readonly kind: 'check';
  readonly options: CheckOptions;
  readonly format: FormatName;
  /** Folder that every format is written to. */
  readonly output: string | undefined;
}

/** A command line that was understood. */
export type Command = CheckCommand | { readonly kind: 'help' } | { readonly kind: 'version' };

const FAIL_ON = ['error', 'warning', 'never'] as const;

/** What `--help` prints. */
export const USAGE = `explain-gate: did this change make any query do more work?

Usage: explain-gate check [options]

Runs the queries that a change touches on base and on head, on one PostgreSQL server with the same rows, and says
which of them do more work.

Options
  --base REF       compare with the merge base of this ref (default: the default branch)
  --head REF       the change (default: the work tree with uncommitted and untracked files)
  --config FILE    config file (default: explain-gate.yml or .github/explain-gate.yml, otherwise detected)
  --url URL        use this PostgreSQL server; databases and a role of the run's own are made there and dropped again
                   (default: EXPLAIN_GATE_DATABASE_URL; otherwise a container, otherwise an embedded server)
  --fail-on LEVEL  ${FAIL_ON.join(' | ')} (default: error)
  --format FORMAT  ${formats.map(({ name }) => name).join(' | ')} on standard output (default: text)
  --output DIR     write every format into this folder: ${formats.map(({ fileName }) => fileName).join(', ')}
  --version
  --help

Exit codes: 0 pass or warn · 1 fail · 2 config or source · 3 git, server or schema · 70 a bug
`;

/** Reads the arguments after the program's name. Throws ConfigError naming the argument and what is allowed. */
export function parseArguments(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [command, ...rest] = positionals;
  if (command === undefined) return { kind: 'help' };
  if (command !== 'check' || rest.length > 0) {
    throw usageError(`unknown command ${JSON.stringify(positionals.join(' '))}; the command is \`check\``);
  }
  return {
    kind: 'check',
    options: {
      base: values.base,
      head: values.head,
      config: values.config,
      url: values.url,
      failOn: oneOf('--fail-on', values['fail-on'] ?? 'error', FAIL_ON),
    },
    format: oneOf(
      '--format',
      values.format ?? 'text',
      formats.map(({ name }) => name),
    ),
    output: values.output,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        base: { type: 'string' },
        head: { type: 'string' },
        config: { type: 'string' },
        url: { type: 'string' },
        'fail-on': { type: 'string' },
        format: { type: 'string' },
        output: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw usageError(error instanceof Error ? error.message : String(error));
  }
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw usageError(`${option} ${value}: allowed are ${allowed.join(', ')}`);
  return found;
}

function usageError(message: string): ConfigError {
  return new ConfigError(message, { code: 'usage', hint: '`explain-gate --help` lists the options.' });
}
