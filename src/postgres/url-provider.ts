import { ProviderError } from '../errors.ts';
import { connect } from './connect.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import { parseUrl } from './parse-url.ts';
import type { Provider } from './provider.ts';
import { redact } from './redact.ts';

/**
 * A server of the user's own. Its settings stay as they are; databases and a role of our own are made and dropped there.
 * Whoever gives a URL means it: a server that does not serve ends the search.
 */
export const urlProvider = {
  name: 'url',
  async start({ url }, { run, progress }) {
    if (url === undefined || url === '') return { notApplicable: 'no connection URL is given' };
    const admin = parseUrl(url);
    const leftovers = await checkServer(admin, url);
    if (leftovers.length > 0) {
      progress.warn(
        `${where(admin)} has databases of other runs: ${leftovers.join(', ')}. Drop those whose run has ended; run ${run} leaves them alone`,
      );
    }
    return {
      server: {
        admin,
        dedicated: false,
        pinned: { pinned: false, reason: 'the server of a connection URL is not ours to pin' },
        logTail: async () => '',
        stop: async () => undefined,
        stopSync: () => undefined,
      },
    };
  },
} as const satisfies Provider;

/** Checks version and rights; returns the databases that other runs have there. */
async function checkServer(admin: ConnectionSettings, url: string): Promise<readonly string[]> {
  try {
    await using client = await connect(admin);
    const { rows } = await client.query<{
      version: number;
      superuser: boolean;
      createdb: boolean;
      createrole: boolean;
    }>(
      `SELECT current_setting('server_version_num')::int AS version, rolsuper AS superuser,
              rolcreatedb AS createdb, rolcreaterole AS createrole
       FROM pg_roles WHERE rolname = current_user`,
    );
    const role = rows[0];
    const missing = role?.superuser
      ? []
      : [...(role?.createdb ? [] : ['CREATEDB']), ...(role?.createrole ? [] : ['CREATEROLE'])];
    if (missing.length > 0) {
      throw new ProviderError(`the role "${admin.user}" of ${where(admin)} lacks ${missing.join(' and ')}`, {
        code: 'provider-missing-right',
        hint: `As a superuser run: ALTER ROLE "${admin.user}" ${missing.join(' ')}; explain-gate works in databases and with a role of its own.`,
      });
    }
    if (role === undefined || role.version < 130_000) {
      throw new ProviderError(`${where(admin)} is PostgreSQL ${Math.floor((role?.version ?? 0) / 10_000)}`, {
        code: 'provider-old-server',
        hint: 'Use a server of version 13 or later.',
      });
    }
    const found = await client.query<{ datname: string }>(
      `SELECT datname FROM pg_database WHERE datname ~ '^explain_gate_[0-9a-f]{8}_' ORDER BY datname`,
    );
    return found.rows.map(({ datname }) => datname);
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    const said =
      error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code : String(error);
    throw new ProviderError(`${where(admin)} did not let us in: ${redact(said ?? 'no answer', url)}`, {
      code: 'provider-no-connection',
      hint: 'Check host, port, user, password and sslmode of the connection URL.',
    });
  }
}

function where({ host, port }: ConnectionSettings): string {
  return `the server at ${host}:${port}`;
}
