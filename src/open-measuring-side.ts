import type { MeasuringSide } from './measure/measuring-session.ts';
import type { BackendClock } from './postgres/clock/backend-clock.ts';
import { openCleaner } from './postgres/open-cleaner.ts';
import type { RunningServer } from './postgres/running-server.ts';

/** How the backends of a side are to be. */
export interface SideOptions {
  /** The user's `postgres.session` statements. */
  readonly session: readonly string[];
  readonly statementSeconds: number;
}

/** Opens one backend on a database as what measure/ calls a side. `clock` is null where the server has none. */
export async function openMeasuringSide(
  server: RunningServer,
  database: string,
  clock: BackendClock | null,
  options: SideOptions,
): Promise<MeasuringSide & AsyncDisposable> {
  const cleaner = openCleaner(server.connection(database));
  let session = await server.openMeasuringSession(database, options);
  return {
    get session() {
      return session;
    },
    versionNumber: server.versionNumber,
    cleanUp: (written) => cleaner.cleanUp(written),
    readClock: clock && (() => clock.read(session.processId)),
    async renew() {
      await session[Symbol.asyncDispose]();
      session = await server.openMeasuringSession(database, options);
    },
    openTwin: () => openMeasuringSide(server, database, clock, options),
    async [Symbol.asyncDispose]() {
      await session[Symbol.asyncDispose]();
      await cleaner[Symbol.asyncDispose]();
    },
  };
}
