import type { ConnectionSettings } from '../../src/postgres/connection-settings.ts';

/** A connection as a URL. */
export function toUrl({ host, port, user, password, database }: ConnectionSettings): string {
  return `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}/${database}`;
}
