import { parseArgs } from 'node:util';
import type { Command, OptionType, OptionValues } from './commands/command.ts';
import { commands } from './commands/index.ts';
import { usageError } from './commands/usage-error.ts';
import { nearestName } from './nearest-name.ts';
import { redact } from './postgres/redact.ts';

/** A command line that was understood. */
export type CommandLine =
  | { readonly kind: 'run'; readonly command: Command; readonly values: OptionValues }
  | { readonly kind: 'help'; readonly command: Command | null }
  | { readonly kind: 'version' };

const COMMON: Readonly<Record<string, OptionType>> = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
};

const EXIT_CODE_LINE =
  'Exit codes: 0 pass or warn · 1 fail · 2 config or source · 3 git, server or schema · 70 a bug\n';

/** What `--help` prints: of a command, or of all. */
export function describeUsage(command: Command | null): string {
  if (command !== null) return `${command.usage}  --help\n\n${EXIT_CODE_LINE}`;
  const width = Math.max(...commands.map(({ name }) => name.length));
  return `explain-gate: did this change make any query do more work?

Usage: explain-gate <command> [options]

Commands
${commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n')}

\`explain-gate <command> --help\` lists the options of a command. --version prints the version.

${EXIT_CODE_LINE}`;
}

/** Reads the arguments after the program's name. Throws ConfigError naming the argument, the nearest one and what is allowed. */
export function parseArguments(args: readonly string[]): CommandLine {
  // The command comes first; behind options it is the first word that is one.
  const commandAt = (at: number) =>
    commands.find(({ name }) => name.split(' ').every((word, index) => args[at + index] === word)) ?? null;
  const at = args[0]?.startsWith('-') ? args.findIndex((_, index) => commandAt(index) !== null) : 0;
  const name = args[at];
  const command = commandAt(at);
  if (name !== undefined && command === null) throw unknownCommand(name);
  const words = command?.name.split(' ').length ?? 1;
  const options = { ...command?.options, ...COMMON };
  const rest = at < 0 ? args : [...args.slice(0, at), ...args.slice(at + words)];
  const values = parse(rest, options, command);
  if (values['help']) return { kind: 'help', command };
  if (values['version']) return { kind: 'version' };
  return command === null ? { kind: 'help', command } : { kind: 'run', command, values };
}

function parse(
  args: readonly string[],
  options: Readonly<Record<string, OptionType>>,
  command: Command | null,
): OptionValues {
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const names = command?.operands ?? [];
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional' && operands.length === names.length) {
      const word = showWord(token.value);
      throw usageError(`${word} is no option of ${titleOf(command)}`, command?.name);
    }
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind === 'option' && !Object.hasOwn(options, token.name))
      throw unknownOption(token.rawName, options, command);
  }
  const given = Object.fromEntries(operands.map((operand, index) => [names[index], operand]));
  const values = { ...parseStrictly(args, options, command), ...given };
  const missing = names[operands.length];
  if (missing !== undefined && !values['help'] && !values['version'])
    throw usageError(
      `${titleOf(command)} needs <${missing}>: ${names.map((name) => `<${name}>`).join(' ')}`,
      command?.name,
    );
  return values;
}

function parseStrictly(
  args: readonly string[],
  options: Readonly<Record<string, OptionType>>,
  command: Command | null,
): OptionValues {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true }).values as OptionValues;
  } catch (error) {
    throw usageError(error instanceof Error ? error.message : String(error), command?.name);
  }
}

function unknownCommand(name: string): Error {
  const names = commands.map((command) => command.name);
  return usageError(
    `unknown command ${showWord(name)}${suggest(nearestName(name, names))}; there are ${names.join(', ')}`,
  );
}

function unknownOption(
  name: string,
  options: Readonly<Record<string, OptionType>>,
  command: Command | null,
): Error {
  const allowed = Object.keys(options).map((option) => `--${option}`);
  const near = nearestName(name.replace(/^-+/, ''), Object.keys(options));
  const nearest = suggest(near && `--${near}`);
  return usageError(
    `unknown option ${name} of ${titleOf(command)}${nearest}; allowed are ${allowed.join(', ')}`,
    command?.name,
  );
}

function titleOf(command: Command | null): string {
  return command === null ? 'explain-gate' : `\`${command.name}\``;
}

function suggest(nearest: string | undefined): string {
  return nearest === undefined ? '' : ` (did you mean \`${nearest}\`?)`;
}

/** A word of the command line; of a connection URL, which may hold a password, the beginning. */
function showWord(word: string): string {
  return JSON.stringify(word.includes('://') ? redact(word, word) : word);
}
