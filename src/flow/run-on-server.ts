import type { Frequency } from '../compare/load/frequency.ts';
import type { QueryPair } from '../compare/query-pair.ts';
import { type Evidence, isSameText, type SelectedQuery, selectQueries } from '../compare/select-queries.ts';
import type { Config } from '../config/config-schema.ts';
import { type AffectedSide, findAffected } from '../data/dependencies/find-affected.ts';
import { type PreparedDatabases, prepareDatabases } from '../data/prepare-databases.ts';
import type { GitTree } from '../git/git-tree.ts';
import { findMovedPlans } from '../measure/find-moved-plans.ts';
import { findUnknownTables } from '../measure/growth/find-unknown-tables.ts';
import { measureGrowth } from '../measure/growth/measure-growth.ts';
import {
  type MeasuredQuery,
  type MeasuredRun,
  measureQueries,
  type Sides,
} from '../measure/measure-queries.ts';
import type { ClockReading } from '../measure/measuring-session.ts';
import { type BindQuery, bindQueries } from '../measure/values/bind-queries.ts';
import type { ClockAnswer } from '../postgres/clock/backend-clock.ts';
import type { RunningServer } from '../postgres/running-server.ts';
import { startServer } from '../postgres/start-server.ts';
import type { Report } from '../report/report-schema.ts';
import type { StepClock } from '../step-clock.ts';
import { describeEnvironment } from './describe-environment.ts';
import { cloneHead, openTenth, wantsGrowth } from './grow-on-server.ts';
import { openMeasuringSide } from './open-measuring-side.ts';
import type { RunOptions, Step } from './run-options.ts';
import { sideOptions, sideSettings } from './side-options.ts';

/** The part of a run that needs a server. */
export interface ServerRun {
  readonly options: RunOptions;
  readonly base: GitTree;
  readonly head: GitTree;
  readonly config: Config;
  readonly pairs: readonly QueryPair[];
  readonly frequency: Frequency;
  readonly clock: StepClock<Step>;
}

/** What it found out. */
export interface OnServer {
  readonly measured: readonly MeasuredQuery[];
  readonly notAffected: number;
  readonly environment: Report['environment'];
  readonly databases: Report['databases'];
  /** What a reader must know to trust the run. */
  readonly warnings: readonly string[];
}

/** Starts a server, prepares the databases, selects what the change touches and measures it. */
export async function runOnServer(input: ServerRun): Promise<OnServer> {
  const { options, pairs, clock, config } = input;
  const { progress } = options;
  const server = await clock.time('server', 'starting PostgreSQL', () => start(input));
  const databases = await prepare(input, server);
  const growth = growthInput(input, server);
  // Of head as it is before anything was measured there, and while nobody is connected to it.
  const wants = (pair: QueryPair) => wantsGrowth(pair, config);
  const clone = pairs.some(wants)
    ? await clock.time('clone', 'cloning head', () => cloneHead(growth, databases.head.database))
    : null;
  const { sides, usage, backendClock } = await clock.time('server', 'opening sessions', () =>
    openSides(input, server, databases),
  );
  const bind = bindQueries(sides, config.parameters);
  const { selected, notAffected } = await clock.time('select', 'selecting queries', async () =>
    databases.same
      ? selectQueries(pairs, () => undefined)
      : selectQueries(pairs, await gatherEvidence(input, server, databases, sides, bind)),
  );
  const machine = () => ('clock' in backendClock ? backendClock.clock.machine() : null);
  const before = await machine();
  const compared = await clock.time('measure', 'measuring', () =>
    measure(selected, input, server, sides, bind),
  );
  const after = await machine();
  const measured =
    clone === null
      ? compared.queries
      : await clock.time('growth', 'measuring how new queries grow', () =>
          measureGrowth(compared.queries, {
            bind,
            wants,
            openTenth: (values) => openTenth(growth, clone, values),
          }),
        );
  const unknown = await findUnknownTables(sides.head.session, Object.keys(config.production));
  for (const name of unknown) growth.warn(`production.${name}: head has no table of this name`);
  progress.info(`${selected.length} of ${pairs.length} queries checked`);
  return {
    measured,
    notAffected,
    environment: describeEnvironment({
      server,
      settings: sideSettings(server.settings, config),
      clock: backendClock,
      control: compared.control,
      machine: before && after && { before, after },
      usage: await usage(),
    }),
    databases: { how: databases.how, reasons: [...databases.reasons] },
    warnings: growth.warnings,
  };
}

/** Starts the server that config and options ask for; the run's resources stop it. */
export async function start({
  options,
  config,
}: Pick<ServerRun, 'options' | 'config'>): Promise<RunningServer> {
  const { provider, url, ...postgres } = config.postgres;
  const given = options.url ?? options.env['EXPLAIN_GATE_DATABASE_URL'] ?? url;
  const server = await startServer({ ...postgres, provider, url: given }, { progress: options.progress });
  return options.resources.use(server);
}

/** Makes and fills the databases of both sides. */
export async function prepare({ options, base, head, config, clock }: ServerRun, server: RunningServer) {
  const { schema, seed } = config;
  const { progress, resources } = options;
  const { signal } = resources;
  try {
    const databases = await prepareDatabases({ server, base, head, schema, seed, progress, signal });
    const { schemaMs, seedMs, settleMs, cloneMs, catalogMs } = databases.timings;
    clock.add('schema', schemaMs);
    clock.add('seed', seedMs + settleMs);
    clock.add('clone', cloneMs);
    clock.add('select', catalogMs);
    return databases;
  } catch (error) {
    throw await server.explainLoss(error);
  }
}

interface OpenedSides {
  readonly sides: Sides;
  /** What the backends of each side have cost so far. */
  usage(): Promise<readonly ClockReading[]>;
  readonly backendClock: ClockAnswer;
}

/** Opens the measuring sessions. */
export async function openSides(
  { config, options }: ServerRun,
  server: RunningServer,
  databases: PreparedDatabases,
): Promise<OpenedSides> {
  const { resources } = options;
  await server.createMeasuringRole([...new Set([databases.base.database, databases.head.database])]);
  const backendClock = await server.openClock();
  const clock = 'clock' in backendClock ? await resources.use(backendClock.clock) : null;
  const open = async (database: string) =>
    resources.use(await openMeasuringSide(server, database, clock, sideOptions(config)));
  const base = await open(databases.base.database);
  // One backend for both sides where one database serves both: two would differ (MEASURING section 1).
  const head = databases.same ? base : await open(databases.head.database);
  const opened = [...new Set([base, head])];
  return { sides: { base, head }, usage: () => Promise.all(opened.map((side) => side.usage())), backendClock };
}

function growthInput({ options, config }: ServerRun, server: RunningServer) {
  const { progress, resources } = options;
  const warnings: string[] = [];
  return {
    ...{ server, progress, signal: resources.signal, production: config.production, warnings },
    warn(warning: string) {
      warnings.push(warning);
      progress.warn(warning);
    },
    async openSide(database: string) {
      await server.createMeasuringRole([database]);
      return resources.use(await openMeasuringSide(server, database, null, sideOptions(config)));
    },
  };
}

/** What differs between the two databases for each query. */
async function gatherEvidence(
  { pairs }: ServerRun,
  server: RunningServer,
  databases: PreparedDatabases,
  sides: Sides,
  bind: BindQuery,
): Promise<(pair: QueryPair) => Evidence> {
  const changes = await findAffected(
    server,
    [
      await dependentSide('base', pairs, databases, sides),
      await dependentSide('head', pairs, databases, sides),
    ],
    databases.changes,
  );
  const moved = await findMovedPlans(pairs.filter(isSameText), sides, bind);
  const everywhere = databases.seedChanged ? ['the seed changed'] : [];
  return ({ id }) => ({ planDiffers: moved.has(id), changes: changes.get(id) ?? [], everywhere });
}

/** Statements that PostgreSQL can read, by the id of their query, and the search path of the measuring session. */
async function dependentSide(
  side: 'base' | 'head',
  pairs: readonly QueryPair[],
  databases: PreparedDatabases,
  sides: Sides,
): Promise<AffectedSide> {
  const { rows } = await sides[side].session.query("SELECT current_setting('search_path') AS path");
  const statements = pairs.flatMap((pair) => {
    const statement = pair[side];
    return statement && !statement.failure ? [{ id: pair.id, sql: statement.sql }] : [];
  });
  return { database: databases[side].database, searchPath: String(rows[0]?.['path']), statements };
}

/** Measures the selected queries within the budget of the config. */
export function measure(
  selected: readonly SelectedQuery[],
  { options, config, frequency }: ServerRun,
  server: RunningServer,
  sides: Sides,
  bind: BindQuery,
): Promise<MeasuredRun> {
  const { caseSeconds, runSeconds } = config.budget;
  return measureQueries(selected, {
    sides,
    bind,
    planMode: config.queries.planMode,
    budget: { caseMs: caseSeconds * 1000, runMs: runSeconds * 1000 },
    pinned: server.pinned.pinned,
    callsPerMinute: frequency.callsPerMinute,
    progress: options.progress,
  });
}
