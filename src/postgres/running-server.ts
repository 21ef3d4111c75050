import pg from 'pg';
import type { Progress } from '../progress.ts';
import { type ClockAnswer, openBackendClock } from './clock/backend-clock.ts';
import { connect } from './connect.ts';
import { isConnectionLoss, serverLost } from './connection-loss.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import type { ProviderName } from './index.ts';
import {
  createMeasuringRole,
  grantMeasuringRights,
  grantProjectRoles,
  listRoles,
  type MeasuringRole,
} from './measuring-role.ts';
import { type MeasuringSession, openMeasuringSession } from './measuring-session.ts';
import { OwnDatabases } from './own-databases.ts';
import type { Pinned, ProvidedServer } from './provider.ts';
import { readServerFacts } from './server-facts.ts';

/** A server that answers, for one run. Everything made there goes when it is disposed. */
export interface RunningServer extends AsyncDisposable {
  readonly provider: ProviderName;
  /** As the server says it: `18.4`. */
  readonly serverVersion: string;
  /** `server_version_num`, e.g. 180004. */
  readonly versionNumber: number;
  /** The settings that can move a plan or a time, as measuring sessions have them. */
  readonly settings: Readonly<Record<string, string>>;
  readonly pinned: Pinned;
  /** The owner's connection; a superuser except at a user's own server. */
  connection(database: string): ConnectionSettings;
  /** Creates a database unique to this run, `explain_gate_<run>_<label>`, and returns its name; with `template`, a copy of it. */
  createDatabase(label: string, template?: string): Promise<string>;
  /** Creates the role that measures (once) and lets it read and write the project's tables in these databases. */
  createMeasuringRole(databases: readonly string[]): Promise<void>;
  /** Opens a backend of the measuring role. */
  openMeasuringSession(
    database: string,
    options: { readonly session: readonly string[]; readonly statementSeconds: number },
  ): Promise<MeasuringSession>;
  /** Opens the clock that tells the CPU time of each backend, or says why there is none. */
  openClock(): Promise<ClockAnswer>;
  /** `error` as a ProviderError with the end of the server's log when it means that the server is gone, else `error` itself. */
  explainLoss(error: unknown): Promise<unknown>;
  /** Last resort for a signal or an exit: kills and removes at once what can be. Does not throw. */
  disposeSync(): void;
}

interface OpenServerContext {
  readonly run: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly progress: Progress;
}

/** Makes a provider's server ready for the run; stops it again when that fails. */
export async function openServer(
  provider: ProviderName,
  server: ProvidedServer,
  { run, settings, progress }: OpenServerContext,
): Promise<RunningServer> {
  try {
    const facts = await readServerFacts(server, settings);
    const rolesBefore = await listRoles(server.admin);
    const databases = new OwnDatabases(server, { run, facts, settings });
    let role: MeasuringRole | undefined;
    const connection = (database: string) => ({ ...server.admin, database });
    const explainLoss = async (error: unknown) =>
      isConnectionLoss(error) ? serverLost(provider, await server.logTail(), error) : error;
    const orLoss = async <T>(work: () => Promise<T>) => {
      try {
        return await work();
      } catch (error) {
        throw await explainLoss(error);
      }
    };
    return {
      provider,
      serverVersion: facts.serverVersion,
      versionNumber: facts.versionNumber,
      settings: facts.settings,
      pinned: server.pinned,
      connection,
      createDatabase: (label, template) => orLoss(() => databases.create(label, template)),
      createMeasuringRole: (names) =>
        orLoss(async () => {
          role ??= await createMeasuringRole(server.admin, `explain_gate_${run}_measure`);
          const refused = await grantProjectRoles(server.admin, role.name, server.dedicated ? [] : rolesBefore);
          for (const name of refused) progress.info(`SET ROLE ${name} will not work: it could not be granted`);
          for (const name of names) await grantMeasuringRights(connection(name), role.name);
        }),
      openMeasuringSession: (database, options) =>
        orLoss(() => {
          if (role === undefined) throw new Error('openMeasuringSession before createMeasuringRole');
          const login = { ...connection(database), user: role.name, password: role.password };
          return openMeasuringSession(login, { ...options, settings, explainLoss });
        }),
      openClock: () => orLoss(() => openBackendClock(server.admin)),
      explainLoss,
      async [Symbol.asyncDispose]() {
        try {
          if (!server.dedicated) await leaveServer(server, databases, role, rolesBefore, progress);
        } finally {
          await server.stop();
        }
      },
      disposeSync() {
        if (!server.dedicated && databases.names.length > 0) {
          progress.warn(`these databases stay on the server; drop them by hand: ${databases.names.join(', ')}`);
        }
        server.stopSync();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Drops what this run made on a server that stays, and names what its migrations leave there. */
async function leaveServer(
  server: ProvidedServer,
  databases: OwnDatabases,
  role: MeasuringRole | undefined,
  rolesBefore: readonly string[],
  progress: Progress,
): Promise<void> {
  await databases.dropAll();
  await using client = await connect(server.admin);
  if (role !== undefined) await client.query(`DROP ROLE IF EXISTS ${pg.escapeIdentifier(role.name)}`);
  const added = (await listRoles(server.admin)).filter(
    (name) => !rolesBefore.includes(name) && !name.startsWith('explain_gate_'),
  );
  if (added.length > 0)
    progress.warn(`roles that the migrations created stay on the server: ${added.join(', ')}`);
}
