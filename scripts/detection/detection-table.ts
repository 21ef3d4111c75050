import { markdownTable } from 'markdown-table';
import type { Combined } from './combine-entries.ts';
import { OURS } from './tally.ts';

/** Effects in the order in which a reader looks for them. */
const EFFECTS = ['+10%', '+25%', '+50%', '2x', '10x', 'disaster'] as const;

/** Effects that a goal speaks of. */
export const EFFECTS_WITH_GOAL: readonly string[] = ['+25%', '+50%', '2x', 'disaster'];

/** A line of the table. */
export interface DetectionLine {
  readonly label: string;
  readonly combined: Combined;
}

/** False alarms first, then what was found: of how many is in the head of a column, as it is the same for all lines, else in the cell. */
export function detectionTable(
  title: string,
  lines: readonly DetectionLine[],
  effects: readonly string[] = EFFECTS,
): string {
  const shown = effects.filter((effect) => lines.some(({ combined }) => combined.injected[effect]));
  const counts = shown.map((effect) => [
    ...new Set(lines.map(({ combined }) => combined.injected[effect] ?? 0)),
  ]);
  const head = [
    title,
    'false errors',
    'false warnings',
    'changes failed',
    'inconclusive',
    'pairs',
    ...shown.map((effect, index) => {
      const [count, ...others] = counts[index] ?? [];
      return `found ${effect}${others.length === 0 ? ` of ${count}` : ''}`;
    }),
  ];
  const rows = lines.map(({ label, combined }) => [
    combined.decision === OURS && label === OURS ? `**${label}**` : label,
    `${combined.falseErrors} of ${combined.verdicts}`,
    combined.decision === OURS ? String(combined.falseWarnings) : '–',
    `${combined.failedChecks} of ${combined.checks}`,
    combined.decision === OURS ? toPercent(combined.inconclusive, combined.verdicts) : '–',
    combined.meanPairs === null ? '–' : combined.meanPairs.toFixed(1),
    ...shown.map((effect, index) => {
      const count = combined.injected[effect] ?? 0;
      if (count === 0) return '–';
      const share = toPercent((combined.power[effect] ?? 0) * count, count);
      return (counts[index]?.length ?? 0) > 1 ? `${share} of ${count}` : share;
    }),
  ]);
  return markdownTable([head, ...rows], { alignDelimiters: false });
}

/** Never rounded to 0 or 100 what is not. */
export function toPercent(part: number, whole: number): string {
  if (whole === 0) return '–';
  const percent = (100 * part) / whole;
  const rounded = Math.round(percent * 10) / 10;
  if ((rounded === 0 && percent > 1e-9) || (rounded === 100 && percent < 100 - 1e-9))
    return `${percent.toFixed(2)} %`;
  return `${rounded} %`;
}
