import { relative, sep } from 'node:path';
import { weighLoad } from './compare/load/weigh-load.ts';
import { pairQueries } from './compare/pair-queries.ts';
import type { QueryPair } from './compare/query-pair.ts';
import { isSameText, selectQueries } from './compare/select-queries.ts';
import type { Config } from './config/config-schema.ts';
import { loadConfig } from './config/load-config.ts';
import { queryGlobs } from './config/query-globs.ts';
import { compareSides } from './data/compare-sides.ts';
import { checkBaseline } from './flow/check-baseline.ts';
import { gatherWaivers } from './flow/gather-waivers.ts';
import { judgeMeasured } from './flow/judge-measured.ts';
import { readFrequency } from './flow/read-frequency.ts';
import { type OnServer, runOnServer } from './flow/run-on-server.ts';
import type { RunOptions, RunResult, Step } from './flow/run-options.ts';
import { isRedacted, withholdData, withholdingProgress } from './flow/withhold-data.ts';
import type { GitTree } from './git/git-tree.ts';
import { openRepository } from './git/open-repository.ts';
import { setsOf } from './measure/measure-queries.ts';
import { buildReport } from './report/build-report.ts';
import { redactReport } from './report/redact/redact-report.ts';
import type { Report } from './report/report-schema.ts';
import { listForeignChanges } from './sources/list-foreign-changes.ts';
import { listSkippedPaths } from './sources/list-skipped-paths.ts';
import { type ReadQueries, readQueries } from './sources/read-queries.ts';
import { StepClock } from './step-clock.ts';

/**
 * One check: sources, pair, prepare, select, bind, measure, judge, report (DESIGN section 3); with a baseline file, of head
 * against what it holds.
 * Throws ExplainGateError for what stops it; a failing verdict is a result.
 */
export async function run(options: RunOptions): Promise<RunResult> {
  try {
    const { baseline } = options;
    return await (baseline === undefined ? check(options) : checkBaseline({ ...options, baseline }));
  } finally {
    await options.resources[Symbol.asyncDispose]();
  }
}

async function check(options: RunOptions): Promise<RunResult> {
  const clock = new StepClock<Step>(options.progress, () => performance.now());
  const { base, head, names, config, configFile } = await clock.time('sources', 'reading both sides', () =>
    openSides(options),
  );
  const redacts = isRedacted(config, options);
  const progress = withholdingProgress(redacts, options.progress);
  const { sources, pairs, isOneDatabase } = await clock.time('sources', 'reading queries', async () => {
    const isOneDatabase = (await compareSides(base, head, config)).how === 'one-database';
    // With one database nothing but its own text can move a query.
    const options = { fragments: config.fragments, onlyChanged: isOneDatabase };
    const sources = await readQueries(base, head, queryGlobs(config), options);
    return { sources, pairs: pairQueries(sources.base, sources.head), isOneDatabase };
  });
  const frequency = await readFrequency(config, head);
  const warnings = [
    ...sources.warnings,
    ...parametersOfNothing(pairs, sources, config),
    ...frequency.warnings(sources.unchangedFiles > 0 ? null : pairs),
  ];
  for (const warning of warnings) progress.warn(warning);

  // Nothing is started when the change touches no query and nothing that could move one.
  const isTouched = (pair: QueryPair) => pair.change !== 'same' && pair.head !== null && !isSameText(pair);
  const { measured, notAffected, environment, databases, ...onServer } =
    !isOneDatabase || pairs.some(isTouched)
      ? await withholdData(redacts, () =>
          runOnServer({ options: { ...options, progress }, base, head, config, pairs, frequency, clock }),
        )
      : withoutServer(pairs);

  const { measured: weighed, runLoad } = weighLoad(measured, frequency.callsPerMinute);
  const touched = measured.map(({ query }) => query.pair);
  const accepted = await gatherWaivers(config, configFile, touched, head);
  const queries = await clock.time('report', 'judging', async () =>
    weighed.map((query) => judgeMeasured(query, config, accepted)),
  );
  const report = buildReport({
    ...names,
    environment,
    queries,
    notAffected,
    unchangedFiles: sources.unchangedFiles,
    failOn: options.failOn,
    databases,
    notChecked: uncheckedFiles(sources, head, config),
    isIncomplete: sources.skipped.some(({ file }) => base.contentId(file) !== head.contentId(file)),
    waivers: { ...accepted, all: sources.unchangedFiles > 0 ? null : pairs },
    warnings: [...warnings, ...onServer.warnings],
    runLoad,
    durations: clock.durations,
  });
  return { report: redacts ? redactReport(report) : report, exitCode: report.verdict === 'fail' ? 1 : 0 };
}

interface OpenedSides {
  readonly base: GitTree;
  readonly head: GitTree;
  readonly names: Pick<Report, 'base' | 'head'>;
  readonly config: Config;
  /** Null when the config was detected. */
  readonly configFile: string | null;
}

async function openSides(options: RunOptions): Promise<OpenedSides> {
  const { cwd, progress, resources } = options;
  const repository = await openRepository(cwd, progress);
  await resources.use({
    [Symbol.asyncDispose]: () => repository[Symbol.asyncDispose](),
    disposeSync: () => repository.removeSync(),
  });
  const baseName = await repository.base(options.base, options.head);
  const headName = await repository.describeHead(options.head);
  const base = await repository.tree({ ref: baseName.sha, side: 'base' });
  const head = await repository.tree({ ref: options.head ?? null, side: 'head' });
  const folder = relative(repository.directory, cwd).split(sep).join('/');
  const { config, file, detected } = await loadConfig(head, folder, options.config);
  progress.info(file ? `config: ${file}` : `no config file; detected:\n${detected?.trimEnd()}`);
  return { base, head, names: { base: baseName, head: headName }, config, configFile: file };
}

/** Files with queries that nobody checked: those that sources skipped, what is no regular file, other databases' changes. */
function uncheckedFiles(
  sources: ReadQueries,
  head: GitTree,
  config: Config,
): NonNullable<Report['notChecked']> {
  return [
    ...sources.skipped.map(({ file, side, reason }) => ({
      file,
      reason: side === 'head' ? reason : `on base: ${reason}`,
    })),
    ...listSkippedPaths(head.skipped, queryGlobs(config)),
    ...listForeignChanges(sources),
  ];
}

/** Values for a query that does not exist are a slip of the pen; once every file is read, none can be missed. */
function parametersOfNothing(
  pairs: readonly QueryPair[],
  { unchangedFiles }: ReadQueries,
  { parameters }: Config,
): string[] {
  if (unchangedFiles > 0) return [];
  return Object.keys(parameters)
    .filter((key) => !pairs.some((pair) => setsOf(pair, { [key]: {} })))
    .map((key) => `parameters.${key}: no query has this name or id`);
}

/** Only removed queries, and those of which nothing but the formatting changed, are left to tell of. */
function withoutServer(pairs: readonly QueryPair[]): OnServer {
  const { selected, notAffected } = selectQueries(pairs, () => undefined);
  const measured = selected.map((query) => ({ query, cases: [], failure: null }));
  return { measured, notAffected, environment: null, databases: undefined, warnings: [] };
}
