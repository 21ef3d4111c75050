import { parseIntoClientConfig } from 'pg-connection-string';
import { ConfigError } from '../errors.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import { redact } from './redact.ts';

/**
 * What a connection URL says, as pg reads it. @param what names the URL in a message
 * @throws ConfigError without the password
 */
export function parseUrl(url: string, what = 'postgres.url'): ConnectionSettings {
  try {
    // pg's own reading of the URL, sslmode and percent-encoding included.
    const { host, port, user, password, database, ssl } = parseIntoClientConfig(url);
    if (!host || !user) throw new Error('it names no host or no user');
    return {
      host,
      port: Number(port ?? 5432),
      user,
      password: typeof password === 'string' ? password : '',
      database: database || user,
      ssl: ssl as ConnectionSettings['ssl'],
    };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    // No cause: errors of URL carry the whole text, password included.
    throw new ConfigError(`${what} is not a connection URL: ${redact(said, url)}`, {
      code: 'config-invalid-url',
      hint: 'Write postgresql://user:password@host:5432/database, special characters percent-encoded.',
    });
  }
}
