import { ConfigError } from '../errors.ts';

/** The command line is not what it may be. */
export function usageError(message: string, command?: string): ConfigError {
  const help = command === undefined ? 'explain-gate --help' : `explain-gate ${command} --help`;
  return new ConfigError(message, { code: 'usage', hint: `\`${help}\` says what is allowed.` });
}
