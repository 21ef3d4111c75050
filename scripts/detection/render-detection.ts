import { markdownTable } from 'markdown-table';
import { OURS, type TallyEntry } from './tally.ts';

/** The table for people: one row a decision and place, false alarms first. */
export function renderDetection(entries: readonly TallyEntry[]): string {
  const effects = [...new Set(entries.flatMap(({ power }) => Object.keys(power)))];
  const rows = entries.map((entry) => [
    entry.decision === OURS ? `**${OURS}**` : entry.decision,
    `${entry.condition}, ${entry.mode}, ${entry.provider}`,
    `${entry.falseErrors} of ${entry.verdicts}`,
    `${entry.failedChecks} of ${entry.checks}`,
    entry.decision === OURS ? `${entry.falseWarnings}` : '–',
    entry.decision === OURS ? toPercent(entry.inconclusive / entry.verdicts) : '–',
    entry.meanPairs === null ? '–' : entry.meanPairs.toFixed(1),
    ...effects.map((effect) => {
      const found = entry.power[effect];
      return found === undefined ? '–' : toPercent(found);
    }),
  ]);
  const head = [
    'decision',
    'where',
    'false errors',
    'checks failed',
    'false warnings',
    'inconclusive',
    'pairs',
  ];
  return markdownTable([[...head, ...effects.map((effect) => `found ${effect}`)], ...rows]);
}

function toPercent(share: number): string {
  const percent = share * 100;
  return `${percent === 0 || percent === 100 ? percent : percent.toFixed(1)} %`;
}
