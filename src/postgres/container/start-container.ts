import { randomBytes } from 'node:crypto';
import { getContainerRuntimeClient, ImageName } from 'testcontainers';
import { ConfigError } from '../../errors.ts';
import { connect } from '../connect.ts';
import type { ConnectionSettings } from '../connection-settings.ts';
import { LastResort } from '../last-resort.ts';
import { parseCpuList } from '../parse-cpu-list.ts';
import type { Pinned, ProvidedServer, ProviderContext, ServerOptions } from '../provider.ts';
import { dedicatedSettings } from '../server-settings.ts';
import { CONTAINER_CLEAN_UP, type ContainerCleanUp, type EngineConnection } from './clean-up-script.ts';
import { readContainerLog } from './container-log.ts';
import { PostgresContainer, waitBy } from './postgres-container.ts';
import { waitForLogin } from './wait-for-login.ts';
import { within } from './within.ts';

const PORT = 5432;
const USER = 'postgres';
/** How long the library may take to find the engine that has just answered, milliseconds. */
const FIND_TIMEOUT_MS = 15_000;
/** Shared memory for parallel plans, should the user's settings ask for them; an engine's default is 64 MB. Bytes. */
const SHARED_MEMORY_BYTES = 1024 ** 3;

type Engine = Awaited<ReturnType<typeof getContainerRuntimeClient>>;

/** Starts a server in a container with a name and a port of its own, bound to one core where the engine can. */
export async function startContainer(
  { image, settings }: ServerOptions,
  { run, progress }: ProviderContext,
): Promise<ProvidedServer> {
  const engine = await within(
    FIND_TIMEOUT_MS,
    'the container engine stopped answering',
    getContainerRuntimeClient(),
  );
  if (!(await engine.image.exists(ImageName.fromString(image)))) progress.info(`pulling image ${image}`);
  const name = `explain-gate-${run}`;
  const lastResort = new LastResort(CONTAINER_CLEAN_UP);
  lastResort.aim({ name, engine: connectionOf(engine) } satisfies ContainerCleanUp);
  const remove = async () => {
    await removeContainer(engine, name);
    lastResort.aim(null);
    await lastResort.release();
  };
  try {
    const password = randomBytes(24).toString('base64url');
    let admin: ConnectionSettings | undefined;
    const start = (cores: string | undefined) => {
      const container = new PostgresContainer(image)
        .withName(name)
        .withEnvironment({
          POSTGRES_USER: USER,
          POSTGRES_PASSWORD: password,
          POSTGRES_DB: USER,
          // Nobody comes in without the password, not even from inside the container.
          POSTGRES_INITDB_ARGS: '--encoding=UTF8 --auth=scram-sha-256 --no-sync',
        })
        .withCommand(toArguments(dedicatedSettings(engine.info.containerRuntime.memory, settings)))
        .withExposedPorts(PORT)
        .withSharedMemorySize(SHARED_MEMORY_BYTES)
        // The library's own clean-up needs a second image with the engine's socket in it; LastResort needs neither.
        .withAutoCleanup(false)
        .withWaitStrategy(
          waitBy(async (created, ports) => {
            const host = engine.info.containerRuntime.host;
            admin = { host, port: ports.getBinding(PORT), user: USER, password, database: USER };
            await waitForLogin(admin, created, settings);
          }),
        );
      return (cores === undefined ? container : container.withCores(cores)).start();
    };
    const pinFailure = await startPinned(engine, name, start);
    if (admin === undefined) throw new Error('the container has no port');
    return {
      admin,
      dedicated: true,
      pinned: await readPinned(admin, pinFailure),
      logTail: () => readContainerLog(engine.container.getById(name)),
      stop: remove,
      stopSync: () => lastResort.runNow(),
    };
  } catch (error) {
    await remove();
    if (error instanceof ConfigError) throw error;
    throw new Error(`image ${image}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** Starts on the engine's last core, or anywhere when the engine cannot give it; returns why not. */
async function startPinned(
  engine: Engine,
  name: string,
  start: (cores: string | undefined) => Promise<unknown>,
): Promise<string | undefined> {
  try {
    await start(String(engine.info.containerRuntime.cpus - 1));
    return undefined;
  } catch (error) {
    // The words of the engine: "Requested CPUs are not available", "cpuset.cpus: permission denied" and the like.
    if (!(error instanceof Error) || !/cpus? are not available|cpuset/i.test(error.message)) throw error;
    await removeContainer(engine, name);
    await start(undefined);
    return `the engine does not bind containers to a core: ${error.message}`;
  }
}

/** What the kernel says in the end: an engine without the right controller ignores the wish. */
async function readPinned(admin: ConnectionSettings, failure: string | undefined): Promise<Pinned> {
  if (failure !== undefined) return { pinned: false, reason: failure };
  await using client = await connect(admin);
  const { rows } = await client.query<{ status: string }>("SELECT pg_read_file('/proc/self/status') AS status");
  const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(rows[0]?.status ?? '')?.[1] ?? '';
  return parseCpuList(list).length === 1
    ? { pinned: true, reason: `the container is bound to core ${list}` }
    : { pinned: false, reason: `the engine left the container on cores ${list}` };
}

async function removeContainer(engine: Engine, name: string): Promise<void> {
  const container = engine.container.getById(name);
  await container.remove({ force: true, v: true }).catch((error: Error & { statusCode?: number }) => {
    // 404: there is none; 409: it is being removed.
    if (error.statusCode !== 404 && error.statusCode !== 409) throw error;
  });
}

function toArguments(settings: Readonly<Record<string, string>>): string[] {
  return ['postgres', ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** The library's connection to the engine, for a process that does not have the library. */
function connectionOf(engine: Engine): EngineConnection {
  const { protocol, socketPath, host, port, ca, cert, key } = engine.container.dockerode
    .modem as unknown as EngineConnection;
  const asText = (value: unknown) => (value === undefined || value === null ? undefined : String(value));
  return {
    protocol: String(protocol).startsWith('https') ? 'https' : 'http',
    ...(socketPath ? { socketPath } : { host, port }),
    ca: asText(ca),
    cert: asText(cert),
    key: asText(key),
  };
}
