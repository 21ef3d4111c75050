import { formatNumberOf } from '../../rules/format-figures.ts';
import type { CaseReport } from '../report-schema.ts';
import type { DiffLine } from './diff-line.ts';
import { showShort } from './visible-text.ts';

type PlanChange = CaseReport['planDiff'][number];

/** Most changes of one case that are shown; a partitioned table has as many as partitions. */
const SHOWN_CHANGES = 12;
const SHOWN_CHARACTERS = 200;

const TITLES: Readonly<Record<PlanChange['kind'], string>> = {
  access: 'access',
  join: 'join method',
  order: 'join order',
  strategy: 'strategy',
  spill: 'spill',
  added: 'added',
  removed: 'removed',
  estimate: 'estimate',
  work: 'work',
};

/** The changes of a plan in PostgreSQL's words, gravest first; what is too much is counted. */
export function planDiffLines({ planDiff }: Pick<CaseReport, 'planDiff'>): readonly DiffLine[] {
  const lines = planDiff.slice(0, SHOWN_CHANGES).flatMap(changeLines);
  const left = planDiff.length - SHOWN_CHANGES;
  return left > 0
    ? [...lines, { sign: '@', text: `and ${formatNumberOf(left, 'more change')} of the plan` }]
    : lines;
}

function changeLines(change: PlanChange): DiffLine[] {
  const { kind, from, to, detail } = change;
  const lines: DiffLine[] = [
    {
      sign: '@',
      text: detail === undefined ? TITLES[kind] : `${TITLES[kind]}: ${showShort(detail, SHOWN_CHARACTERS)}`,
    },
  ];
  if (from !== null)
    lines.push({ sign: '-', text: `${showShort(from, SHOWN_CHARACTERS)}${figures(change, 'base')}` });
  if (to !== null)
    lines.push({ sign: '+', text: `${showShort(to, SHOWN_CHARACTERS)}${figures(change, 'head')}` });
  return lines;
}

function figures({ blocks, rows }: PlanChange, side: 'base' | 'head'): string {
  const parts = [
    // A join or a sort in memory touches no blocks of its own: two zeros tell nothing.
    blocks[side] === null || (!blocks.base && !blocks.head) ? '' : formatNumberOf(blocks[side], 'block'),
    rows[side] === null ? '' : formatNumberOf(rows[side], 'row'),
  ].filter((part) => part !== '');
  return parts.length > 0 ? `  (${parts.join(', ')})` : '';
}
