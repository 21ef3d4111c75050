import { refusedSetting } from './check-settings.ts';
import { connect } from './connect.ts';
import type { ProvidedServer } from './provider.ts';
import { SESSION_SETTINGS } from './server-settings.ts';

/** What a server says of itself. */
export interface ServerFacts {
  /** `18.4`, without what a packager appends. */
  readonly serverVersion: string;
  readonly versionNumber: number;
  /** Encoding of template1, which new databases get. */
  readonly templateEncoding: string;
  /** Settings as measuring sessions have them. */
  readonly settings: Readonly<Record<string, string>>;
}

/** What moves plans or times, beside our own settings and the user's (PostgreSQL docs, "Query Planning", "Resource Consumption"). */
const REPORTED = [
  'autovacuum',
  'checkpoint_timeout',
  'cpu_index_tuple_cost',
  'cpu_operator_cost',
  'cpu_tuple_cost',
  'default_statistics_target',
  'effective_cache_size',
  'effective_io_concurrency',
  'fsync',
  'full_page_writes',
  'hash_mem_multiplier',
  'maintenance_work_mem',
  'max_wal_size',
  'random_page_cost',
  'seq_page_cost',
  'shared_buffers',
  'temp_buffers',
  'track_io_timing',
  'wal_level',
  'work_mem',
];

/**
 * Reads version and settings, after giving the connection the settings that measuring sessions get.
 * @throws ConfigError for a setting of the user's that this server does not take
 */
export async function readServerFacts(
  server: ProvidedServer,
  userSettings: Readonly<Record<string, string>>,
): Promise<ServerFacts> {
  await using client = await connect(server.admin);
  if (!server.dedicated) {
    for (const [name, value] of Object.entries({ ...SESSION_SETTINGS, ...userSettings })) {
      await client.query('SELECT set_config($1, $2, false)', [name, value]).catch((error: Error) => {
        throw refusedSetting(name, value, error.message);
      });
    }
  }
  const { rows } = await client.query<{ version: string; number: number; encoding: string }>(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
            (SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'template1') AS encoding`,
  );
  const names = [...new Set([...REPORTED, ...Object.keys(SESSION_SETTINGS), ...Object.keys(userSettings)])];
  const settings = await client.query<{ name: string; value: string }>(
    `SELECT name, current_setting(name, true) AS value FROM unnest($1::text[]) AS name
     WHERE current_setting(name, true) IS NOT NULL ORDER BY name`,
    [names],
  );
  const row = rows[0];
  return {
    serverVersion: row?.version.split(' ')[0] ?? '',
    versionNumber: row?.number ?? 0,
    templateEncoding: row?.encoding ?? '',
    settings: Object.fromEntries(settings.rows.map(({ name, value }) => [name, value])),
  };
}
