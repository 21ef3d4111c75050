import { createHash } from 'node:crypto';
import { relative, sep } from 'node:path';
import type { Baseline, Surroundings } from '../compare/baseline/baseline-schema.ts';
import { describeSurroundings } from '../compare/baseline/describe-surroundings.ts';
import { listRecordedValues } from '../compare/baseline/list-recorded-values.ts';
import { listUnlike } from '../compare/baseline/list-unlike.ts';
import type { MeasuredHead } from '../compare/baseline/record-query.ts';
import { makeFrequency } from '../compare/load/frequency.ts';
import { pairQueries } from '../compare/pair-queries.ts';
import type { QueryPair } from '../compare/query-pair.ts';
import { NO_EVIDENCE } from '../compare/select-queries.ts';
import type { Config } from '../config/config-schema.ts';
import { loadConfig } from '../config/load-config.ts';
import { queryGlobs } from '../config/query-globs.ts';
import { describeDatabase } from '../data/describe-database.ts';
import { describeSeed } from '../data/describe-seed.ts';
import type { GitTree } from '../git/git-tree.ts';
import { openRepository } from '../git/open-repository.ts';
import { setsOf } from '../measure/measure-queries.ts';
import { bindQueries } from '../measure/values/bind-queries.ts';
import { SESSION_SETTINGS } from '../postgres/server-settings.ts';
import type { Report } from '../report/report-schema.ts';
import { type ReadQueries, readQueries } from '../sources/read-queries.ts';
import { loadParser } from '../sql/parser.ts';
import type { StepClock } from '../step-clock.ts';
import { measure, openSides, prepare, type ServerRun, start } from './run-on-server.ts';
import type { RunOptions, Step } from './run-options.ts';
import { sideSettings } from './side-options.ts';

/** Head's tree and what is in it. */
export interface OpenedHead {
  readonly head: GitTree;
  readonly name: Report['head'];
  /** Root of the repository, absolute. */
  readonly root: string;
  /** Where the run was started, repository-relative; `''` is the root. */
  readonly folder: string;
  readonly config: Config;
  readonly sources: ReadQueries;
  /** Head against itself: every query is `same`. */
  readonly pairs: readonly QueryPair[];
}

/** 16 hexadecimal digits: enough to tell texts apart, short enough to be read in a diff. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Opens head and reads all of its queries; the run's resources close it. */
export async function openHead(options: RunOptions, clock: StepClock<Step>): Promise<OpenedHead> {
  const { cwd, progress, resources } = options;
  const repository = await openRepository(cwd, progress);
  await resources.use({
    [Symbol.asyncDispose]: () => repository[Symbol.asyncDispose](),
    disposeSync: () => repository.removeSync(),
  });
  const head = await repository.tree({ ref: options.head ?? null, side: 'head' });
  const folder = relative(repository.directory, cwd).split(sep).join('/');
  const { config, file, detected } = await loadConfig(head, folder, options.config);
  progress.info(file ? `config: ${file}` : `no config file; detected:\n${detected?.trimEnd()}`);
  const sources = await clock.time('sources', 'reading queries', () =>
    readQueries(head, head, queryGlobs(config), { fragments: config.fragments }),
  );
  for (const warning of sources.warnings) progress.warn(warning);
  const name = await repository.describeHead(options.head);
  const pairs = pairQueries(sources.base, sources.head);
  return { head, name, root: repository.directory, folder, config, sources, pairs };
}

/** Head as it was measured. */
export interface HeadMeasurement {
  readonly surroundings: Surroundings;
  /** Without cases where the baseline's figures could not be compared. */
  readonly queries: readonly MeasuredHead[];
  readonly environment: NonNullable<Report['environment']>;
}

/**
 * Fills one database from head's tree and measures every query there, without time. With a baseline, values that nobody
 * gave are those of the baseline, and nothing is measured where its figures could not be compared.
 */
export async function measureHead(
  options: RunOptions,
  { head, config, pairs }: OpenedHead,
  clock: StepClock<Step>,
  baseline: Baseline | null,
): Promise<HeadMeasurement> {
  // Nothing is timed, so nothing comes first.
  const frequency = makeFrequency({}, []);
  const input: ServerRun = { options, base: head, head, config, pairs, frequency, clock };
  const server = await clock.time('server', 'starting PostgreSQL', () => start(input));
  const databases = await prepare(input, server);
  const settings = sideSettings(server.settings, config);
  const surroundings = await clock.time('seed', 'describing the database', async () => {
    const { signal } = options.resources;
    const described = await describeDatabase(server, databases.head.database, signal);
    const { versionNumber } = server;
    // On a server of the user's own they are set on the database, on one of ours by its command line.
    const own = new Set(Object.keys({ ...SESSION_SETTINGS, ...config.postgres.settings }));
    const isOwn = (kind: string, key: string) => kind === 'setting' && own.has(key.toLowerCase());
    const catalog = described.catalog.filter(({ kind, key }) => !isOwn(kind, key));
    // By the config alone: who writes a baseline and who compares with it have to agree.
    const session = config.postgres.session.map((text) => (config.redact === 'always' ? hashText(text) : text));
    const seed = await describeSeed(head, config);
    return describeSurroundings({ versionNumber, settings, session, seed, ...described, catalog }, hashText);
  });
  const { provider, serverVersion, pinned } = server;
  return {
    surroundings,
    queries:
      baseline !== null && listUnlike(baseline, surroundings).length > 0
        ? pairs.map(unmeasured)
        : await measureAll(input, server, databases, baseline),
    environment: { provider, serverVersion, settings, pinned: pinned.pinned },
  };
}

async function measureAll(
  input: ServerRun,
  server: Parameters<typeof openSides>[1],
  databases: Parameters<typeof openSides>[2],
  baseline: Baseline | null,
): Promise<readonly MeasuredHead[]> {
  const { sides } = await openSides(input, server, databases);
  const own = input.config.parameters;
  const chosen = input.pairs.filter((pair) => setsOf(pair, own) === undefined);
  const recorded = baseline === null ? {} : listRecordedValues(baseline, chosen);
  const bind = bindQueries(sides, own, recorded);
  // As if each were new: head alone is executed, and nothing is timed.
  const selected = input.pairs.map((pair) => ({
    pair: { ...pair, base: null, change: 'added' as const, because: [] },
    evidence: NO_EVIDENCE,
    because: [],
  }));
  const measured = await input.clock.time('measure', 'measuring', () =>
    measure(selected, input, server, sides, bind),
  );
  const byId = new Map(measured.queries.map((one) => [one.query.pair.id, one]));
  await loadParser();
  return input.pairs.map((pair) => {
    const { cases = [], failure = null } = byId.get(pair.id) ?? {};
    return { ...unmeasured(pair), cases, failure };
  });
}

function unmeasured({ id, name, head }: QueryPair): MeasuredHead {
  if (head === null) throw new Error(`${id} is not in head`);
  return { id, name, statement: head, cases: [], failure: head.failure };
}
