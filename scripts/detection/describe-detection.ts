import { markdownTable } from 'markdown-table';
import { combineEntries } from './combine-entries.ts';
import type { DetectionResult } from './detection-result.ts';
import { detectionTable, EFFECTS_WITH_GOAL } from './detection-table.ts';
import { listGoals } from './goals.ts';
import { OURS, type TallyEntry } from './tally.ts';

/** The page of the bench: what was done, the goals, and every line. Ends with a line feed. */
export function describeDetection(result: DetectionResult): string {
  const goals = listGoals(result.entries).map(({ name, goal, measured, isMet }) => [
    name,
    goal,
    measured,
    isMet ? 'yes' : '**no**',
  ]);
  const every = result.entries.map((combined) => ({
    label: `${combined.decision}; ${combined.condition}, ${combined.mode}, ${combined.provider}`,
    combined,
  }));
  return `${[
    '# How well slowdowns are told from noise',
    `\`npm run bench:detection\` writes this page; docs/detection.json has the figures.`,
    describeRun(result),
    EXPLANATION,
    '## Goals',
    markdownTable([['goal', 'is', 'measured', 'met'], ...goals], { alignDelimiters: false }),
    '## All places together',
    byDecision(result.entries),
    '## Ours, by condition',
    byCondition(result.entries),
    '## Every line',
    detectionTable('decision and place', every),
  ].join('\n\n')}\n`;
}

/** The README's part: all decisions over all places, and ours by condition. */
export function summarizeDetection(result: DetectionResult): string {
  return [
    describeRun(result),
    byDecision(result.entries, EFFECTS_WITH_GOAL),
    'Ours by condition: no load made, two processes that never rest, two that work in random bursts.',
    byCondition(result.entries, EFFECTS_WITH_GOAL),
  ].join('\n\n');
}

function byDecision(entries: readonly TallyEntry[], effects?: readonly string[]): string {
  const lines = combineEntries(entries, ({ decision }) => decision);
  return detectionTable(
    'decision',
    lines.map(({ key, combined }) => ({ label: key, combined })),
    effects,
  );
}

function byCondition(entries: readonly TallyEntry[], effects?: readonly string[]): string {
  const ours = entries.filter(({ decision }) => decision === OURS);
  const lines = combineEntries(ours, ({ condition }) => condition);
  return detectionTable(
    'condition',
    lines.map(({ key, combined }) => ({ label: key, combined })),
    effects,
  );
}

function describeRun(result: DetectionResult): string {
  const { startedAt, minutes, machine, servers, isComplete, failures, skipped } = result;
  const on = Object.entries(servers).map(([provider, version]) => `${provider} PostgreSQL ${version}`);
  return [
    `Measured on ${startedAt.slice(0, 10)} in ${Math.round(minutes)} minutes on a machine of ${machine.cores} cores (${machine.cpu}):`,
    `${on.join(' and ')}, one database for both sides and two clones.`,
    ...(isComplete ? [] : ['The bench was not finished.']),
    ...(failures.length === 0 ? [] : [`${failures.length} checks failed and are not counted.`]),
    ...(skipped === 0 ? [] : [`${skipped} repetitions were left out for want of time.`]),
  ].join(' ');
}

const EXPLANATION = `Base against base is 12 queries of another text and the same plan a check; *false errors* counts those that fail, *changes failed* the checks with
at least one. *Found* are injected slowdowns that are an error or a warning: CPU alone and work, in each of the queries where the
extra is 0.25 ms or more, and seven plan disasters. A decision of others has errors only. *Pairs* is the mean number of timed
pairs of an unchanged query. All decisions look at the same executions.`;
