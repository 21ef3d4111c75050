import type { ClockReading, MeasuringSide } from '../measure/measuring-session.ts';
import { type DecidingPlans, setPlans } from '../measure/plan-mode.ts';
import type { BackendClock } from '../postgres/clock/backend-clock.ts';
import { serverLost } from '../postgres/connection-loss.ts';
import { openCleaner } from '../postgres/open-cleaner.ts';
import type { RunningServer } from '../postgres/running-server.ts';

/** How the backends of a side are to be. */
export interface SideOptions {
  /** The user's `postgres.session` statements. */
  readonly session: readonly string[];
  readonly statementSeconds: number;
  /** The plans by which it is measured; `custom` where it is left out. */
  readonly plans?: DecidingPlans;
}

/** A side, and what its backends have cost. */
export interface OpenedSide extends MeasuringSide, AsyncDisposable {
  /** Over all of its backends so far; zeros where the server has no clock. */
  usage(): Promise<ClockReading>;
}

/** Opens one backend on a database as what measure/ calls a side. `clock` is null where the server has none. */
export async function openMeasuringSide(
  server: RunningServer,
  database: string,
  clock: BackendClock | null,
  options: SideOptions,
): Promise<OpenedSide> {
  const cleaner = openCleaner(server.connection(database));
  const { plans = 'custom' } = options;
  const openSession = async () => {
    const opened = await server.openMeasuringSession(database, options);
    // The server's default is `custom`.
    if (plans === 'generic') await setPlans(opened, plans);
    return opened;
  };
  let session = await openSession();
  let gone: ClockReading = { cpuMs: 0, waitMs: 0 };
  const usage = async () => {
    const now = clock === null ? gone : await clock.read(session.processId);
    return clock === null ? gone : { cpuMs: gone.cpuMs + now.cpuMs, waitMs: gone.waitMs + now.waitMs };
  };
  return {
    get session() {
      return session;
    },
    versionNumber: server.versionNumber,
    plans,
    cleanUp: (written) => cleaner.cleanUp(written),
    readClock:
      clock &&
      (() =>
        clock.read(session.processId).catch((error: unknown) => {
          // The clock of a backend that has ended is gone with it.
          throw serverLost(server.provider, '', error);
        })),
    usage,
    async renew() {
      // Of a backend that is gone already nothing can be read.
      gone = await usage().catch(() => gone);
      await session[Symbol.asyncDispose]();
      session = await openSession();
    },
    openTwin: () => openMeasuringSide(server, database, clock, options),
    async [Symbol.asyncDispose]() {
      await session[Symbol.asyncDispose]();
      await cleaner[Symbol.asyncDispose]();
    },
  };
}
