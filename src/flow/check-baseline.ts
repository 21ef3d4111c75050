import { posix } from 'node:path';
import type { Baseline } from '../compare/baseline/baseline-schema.ts';
import { compareWithBaseline } from '../compare/baseline/compare-with-baseline.ts';
import { parseBaseline } from '../compare/baseline/parse-baseline.ts';
import { weighLoad } from '../compare/load/weigh-load.ts';
import { ConfigError } from '../errors.ts';
import { buildReport } from '../report/build-report.ts';
import { redactReport } from '../report/redact/redact-report.ts';
import { listForeignChanges } from '../sources/list-foreign-changes.ts';
import { StepClock } from '../step-clock.ts';
import { gatherWaivers } from './gather-waivers.ts';
import { judgeMeasured } from './judge-measured.ts';
import { hashText, measureHead, type OpenedHead, openHead } from './measure-head.ts';
import { readFrequency } from './read-frequency.ts';
import type { RunOptions, RunResult, Step } from './run-options.ts';
import { isRedacted, withholdData, withholdingProgress } from './withhold-data.ts';

/**
 * Compares head with a stored baseline: blocks, rows and plans of every query, never time. No base is built.
 * @throws ConfigError when the file is not in head, or is no baseline
 */
export async function checkBaseline(options: RunOptions & { readonly baseline: string }): Promise<RunResult> {
  const clock = new StepClock<Step>(options.progress, () => performance.now());
  const opened = await openHead(options, clock);
  const { config, sources } = opened;
  const file = posix.normalize(posix.join(opened.folder, options.baseline));
  const baseline = await readBaseline(opened, file);
  const frequency = await readFrequency(config, opened.head);
  const redacts = isRedacted(config, options);
  const progress = withholdingProgress(redacts, options.progress);
  const { surroundings, queries, environment } = await withholdData(redacts, () =>
    measureHead({ ...options, progress }, opened, clock, baseline),
  );
  const { compared, notAffected } = compareWithBaseline(baseline, surroundings, queries, hashText);
  const touched = compared.map(({ query }) => query.pair);
  const accepted = await gatherWaivers(config, null, touched, opened.head);
  const judged = await clock.time('report', 'judging', async () =>
    weighLoad(compared, frequency.callsPerMinute).measured.map((query) =>
      judgeMeasured(query, config, accepted),
    ),
  );
  const report = buildReport({
    base: { ref: `baseline ${file}`, sha: null },
    head: opened.name,
    environment,
    queries: judged,
    notAffected,
    failOn: options.failOn,
    databases: { how: 'baseline', reasons: [] },
    notChecked: [
      ...sources.skipped.map(({ file: skipped, reason }) => ({ file: skipped, reason })),
      ...listForeignChanges(sources),
    ],
    waivers: { ...accepted, all: null },
    warnings: [...sources.warnings, ...frequency.warnings(opened.pairs)],
    durations: clock.durations,
  });
  return { report: redacts ? redactReport(report) : report, exitCode: report.verdict === 'fail' ? 1 : 0 };
}

async function readBaseline({ head }: OpenedHead, file: string): Promise<Baseline> {
  if (head.contentId(file) === undefined) {
    throw new ConfigError(`${file}: no such file in head (named as the baseline)`, {
      code: 'baseline-not-found',
      hint: 'Write it with `explain-gate baseline write`, and commit it.',
    });
  }
  return parseBaseline((await head.read(file)).toString('utf8'), file);
}
