import type { OptionValues } from './command.ts';
import { usageError } from './usage-error.ts';

/** The text of an option, undefined when it was left out. */
export function textOf(values: OptionValues, option: string): string | undefined {
  const value = values[option];
  return typeof value === 'string' ? value : undefined;
}

/**
 * One of the texts that an option allows.
 * @throws ConfigError naming the option and what is allowed
 */
export function oneOf<T extends string>(
  values: OptionValues,
  option: string,
  allowed: readonly T[],
  fallback: T,
): T {
  const value = textOf(values, option) ?? fallback;
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw usageError(`--${option} ${value}: allowed are ${allowed.join(', ')}`);
  return found;
}
