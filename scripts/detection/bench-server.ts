import { connectDatabase } from '../../src/data/connect-database.ts';
import { settleDatabase } from '../../src/data/settle-database.ts';
import { openMeasuringSide } from '../../src/flow/open-measuring-side.ts';
import type { MeasuringSide } from '../../src/measure/measuring-session.ts';
import { startServer } from '../../src/postgres/start-server.ts';
import { ResourceStack } from '../../src/resources.ts';
import { silentProgress } from '../repository/silent-progress.ts';
import { disasters } from './disaster.ts';
import { SCHEMA, SEED } from './workload.ts';

/** Both sides as a run has them: one object where one database serves both. */
export interface BenchSides {
  readonly base: MeasuringSide;
  readonly head: MeasuringSide;
  /** Head's rows with statistics of their own, as another run's server has them; nothing is timed there. */
  readonly fresh: MeasuringSide;
  /** Makes the statistics of `fresh` anew. */
  analyzeFresh(): Promise<void>;
}

/** How the databases of the two sides come about: `one-database` for both, or two sibling `clones`. */
export const MODES = ['one-database', 'clones'] as const;

/** One of `MODES`. */
export type Mode = (typeof MODES)[number];

/** A seeded server, and the sides of each mode. */
export interface BenchServer extends AsyncDisposable {
  readonly provider: string;
  readonly serverVersion: string;
  readonly pinned: boolean;
  readonly hasCpuClock: boolean;
  /** Sides of a mode; `migration` is one of the disasters', whose database stands in for head's. */
  sides(mode: Mode, migration?: string): Promise<BenchSides>;
  /** Gives every side a fresh backend, after one of them has failed. */
  renew(): Promise<void>;
}

const OPTIONS = { session: [], statementSeconds: 30 } as const;

/** Starts a server of the provider, seeds it as MEASURING section 2 says, and makes two sibling clones and one for each migration. */
export async function openBenchServer(provider: 'embedded' | 'container', image: string): Promise<BenchServer> {
  const resources = new ResourceStack();
  try {
    const server = await startServer(
      { provider, image, version: 18, settings: { shared_buffers: '1GB' } },
      { progress: silentProgress },
    );
    await resources.use(server);
    const build = async (database: string, ...scripts: readonly string[]) => {
      await using connection = await connectDatabase(server, database);
      for (const script of scripts) await connection.client.query(script);
      await settleDatabase(connection, 'analyze');
    };
    const template = await server.createDatabase('bench');
    await build(template, SCHEMA, SEED);
    const base = await server.createDatabase('base', template);
    const head = await server.createDatabase('head', template);
    const fresh = await server.createDatabase('fresh', template);
    const migrated = new Map<string, string>();
    for (const migration of new Set(disasters.flatMap(({ migration }) => migration ?? []))) {
      const database = await server.createDatabase(`migrated_${migrated.size}`, template);
      await build(database, migration);
      migrated.set(migration, database);
    }
    await server.createMeasuringRole([base, head, fresh, ...migrated.values()]);
    const answer = await server.openClock();
    const clock = 'clock' in answer ? await resources.use(answer.clock) : null;
    const analyzer = await resources.use(await connectDatabase(server, fresh));
    const opened = new Map<string, MeasuringSide>();
    const open = async (database: string) => {
      const side =
        opened.get(database) ??
        (await resources.use(await openMeasuringSide(server, database, clock, OPTIONS)));
      opened.set(database, side);
      return side;
    };
    return {
      provider,
      serverVersion: server.serverVersion,
      pinned: server.pinned.pinned,
      hasCpuClock: clock !== null,
      async sides(mode, migration) {
        const database = migration === undefined ? head : migrated.get(migration);
        if (database === undefined) throw new Error(`no database was made for ${migration}`);
        return {
          base: await open(base),
          head: await open(mode === 'clones' ? database : base),
          fresh: await open(migration === undefined ? fresh : database),
          async analyzeFresh() {
            if (migration === undefined) await analyzer.client.query('ANALYZE');
          },
        };
      },
      async renew() {
        for (const side of opened.values()) await side.renew();
      },
      [Symbol.asyncDispose]: () => resources[Symbol.asyncDispose](),
    };
  } catch (error) {
    await resources[Symbol.asyncDispose]();
    throw error;
  }
}
