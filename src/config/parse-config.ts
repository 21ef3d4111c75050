import { type Config, configSchema } from './config-schema.ts';
import { parseYaml } from './parse-yaml.ts';

/**
 * Reads the text of a config file. `file` is only for messages.
 * Throws ConfigError with file, line, key path, what was found and what is allowed.
 */
export function parseConfig(text: string, file: string): Config {
  return parseYaml(text, file, configSchema);
}
