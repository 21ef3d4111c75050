import { ConfigError } from '../errors.ts';
import { RESERVED_SETTINGS } from './server-settings.ts';

/**
 * The user's settings with their names in lower case, as the server compares them.
 * @throws ConfigError for a setting by which we hold the server
 */
export function checkSettings(settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const checked: Record<string, string> = {};
  for (const [name, value] of Object.entries(settings)) {
    const lower = name.toLowerCase();
    if (RESERVED_SETTINGS.includes(lower)) {
      throw new ConfigError(`postgres.settings.${name}: explain-gate sets ${lower} itself`, {
        code: 'config-reserved-setting',
        hint: 'Leave it out: only settings that change plans or performance belong here.',
      });
    }
    checked[lower] = value;
  }
  return checked;
}

/** The error for a setting that the server refused; `said` is the server's own message. */
export function refusedSetting(name: string, value: string, said: string): ConfigError {
  return new ConfigError(`postgres.settings.${name}: the server refused ${JSON.stringify(value)}: ${said}`, {
    code: 'config-refused-setting',
    hint: "Use a name and a value that this server's version accepts, as in its postgresql.conf.",
  });
}

/**
 * The user's setting that a server's log blames for its failed start, if any. The words are PostgreSQL's
 * (guc.c: `unrecognized configuration parameter "x"`, `invalid value for parameter "x"`,
 * `… is outside the valid range for parameter "x"`).
 */
export function blameSetting(log: string, settings: Readonly<Record<string, string>>): ConfigError | undefined {
  for (const line of log.split('\n')) {
    if (!/\b(?:FATAL|ERROR):/.test(line)) continue;
    const said = line.slice(line.search(/\b(?:FATAL|ERROR):/)).replace(/^\w+:\s*/, '');
    for (const [name, value] of Object.entries(settings)) {
      if (line.toLowerCase().includes(`parameter "${name}"`)) return refusedSetting(name, value, said);
    }
  }
  return undefined;
}
