import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdir, rm } from 'node:fs/promises';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { EMBEDDED_CLEAN_UP, type EmbeddedCleanUp } from './embedded/clean-up-script.ts';
import { findPackage } from './embedded/find-package.ts';
import { initDataFolder, SUPERUSER } from './embedded/init-data-folder.ts';
import { defaultCacheFolder, installPackage } from './embedded/install-package.ts';
import { pinProcess } from './embedded/pin-process.ts';
import { pinnedPackage } from './embedded/pinned-package.ts';
import { currentPlatform } from './embedded/platform.ts';
import { prepareBinaries } from './embedded/prepare-binaries.ts';
import { chooseRunAs } from './embedded/run-as.ts';
import { type Postmaster, readLogTail, startPostmaster } from './embedded/start-postmaster.ts';
import { LastResort } from './last-resort.ts';
import type { ProvidedServer, Provider, ProviderContext, ServerOptions } from './provider.ts';
import { dedicatedSettings } from './server-settings.ts';

/** A server that we run ourselves, from the binaries of an npm package; listens on 127.0.0.1 only. */
export const embeddedProvider = {
  name: 'embedded',
  async start(options, context) {
    const platform = currentPlatform();
    if (platform === undefined) {
      return { notApplicable: `there are no server binaries for ${process.platform}-${process.arch}` };
    }
    const wanted = pinnedPackage(platform, options.version);
    if (wanted === undefined) {
      return { notApplicable: `there are no binaries of PostgreSQL ${options.version} for ${platform}` };
    }
    const installed = await findPackage(platform, options.version);
    const native = installed ?? (await install(wanted, options, context));
    return { server: await startIn(native, options) };
  },
} as const satisfies Provider;

async function install(
  wanted: NonNullable<ReturnType<typeof pinnedPackage>>,
  options: ServerOptions,
  { progress }: ProviderContext,
): Promise<string> {
  const cacheFolder = options.cacheFolder ?? defaultCacheFolder();
  try {
    const { native, installed } = await installPackage(wanted, cacheFolder);
    if (installed) progress.info(`installed ${wanted.name} ${wanted.version} into ${cacheFolder}`);
    return native;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${wanted.name} ${wanted.version} is not installed and could not be put into ${cacheFolder}: ${said}`,
      {
        cause: error,
      },
    );
  }
}

async function startIn(native: string, { version, settings }: ServerOptions): Promise<ProvidedServer> {
  const runAs = chooseRunAs();
  // Whoever is to clean up knows the folder before it is there.
  const folder = join(tmpdir(), `explain-gate-${randomBytes(6).toString('hex')}`);
  const lastResort = new LastResort(EMBEDDED_CLEAN_UP);
  const aim = (task: EmbeddedCleanUp) => lastResort.aim(task);
  let postmaster: Postmaster | undefined;
  const stop = async () => {
    try {
      // On Windows a signal would end the postmaster alone and leave its backends: the watchdog has pg_ctl do it.
      if (process.platform === 'win32') return;
      await endPostmaster(postmaster);
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    } finally {
      // The watchdog ends what did not end, and itself.
      await lastResort.release();
    }
  };
  try {
    aim({ folder, pgCtl: '' });
    await mkdir(folder, { mode: 0o700 });
    if (runAs.uid !== undefined && runAs.gid !== undefined) await chown(folder, runAs.uid, runAs.gid);
    const binaries = await prepareBinaries(native, folder, runAs);
    const pgCtl = binaries.program('pg_ctl');
    aim({ folder, pgCtl });
    const password = randomBytes(24).toString('base64url');
    const onStarted = (processId: number) => aim({ folder, processId, pgCtl });
    await initDataFolder(binaries, folder, { major: version, password, runAs, onStarted });
    postmaster = await startPostmaster(binaries, folder, {
      settings: dedicatedSettings(memoryBytes(), settings),
      userSettings: settings,
      runAs,
      onStarted,
    });
    return {
      admin: { host: '127.0.0.1', port: postmaster.port, user: SUPERUSER, password, database: 'postgres' },
      dedicated: true,
      pinned: pinProcess(postmaster.process.pid, runAs),
      logTail: () => readLogTail(folder),
      stop,
      stopSync: () => lastResort.runNow(),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The memory that this process may use: a container's limit where there is one. Bytes. */
function memoryBytes(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/** Immediate shutdown: the data is thrown away, so nothing has to be written. */
async function endPostmaster(postmaster: Postmaster | undefined): Promise<void> {
  const child = postmaster?.process;
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const ended = once(child, 'exit');
  child.kill('SIGQUIT');
  const timer = setTimeout(() => child.kill('SIGKILL'), 8000);
  await ended.finally(() => clearTimeout(timer));
}
