import { describeNode } from '../../plan/describe-node.ts';
import { walkPlanDepths } from '../../plan/walk-plan.ts';
import { nodeBlocks } from '../../plan/work.ts';
import { formatNumberOf } from '../../rules/format-figures.ts';
import type { CaseReport } from '../report-schema.ts';
import { isMeasured } from './case-figures.ts';
import { showShort } from './visible-text.ts';

/** Most nodes, deepest indentation and longest line that are shown. */
const SHOWN = { nodes: 30, depth: 12, characters: 200 } as const;

/** Head's plan as EXPLAIN indents it, each node with its blocks (its children's included) and rows; what is too much is counted. */
export function planOutline({ head }: CaseReport): readonly string[] {
  if (!isMeasured(head)) return [];
  const lines: string[] = [];
  let count = 0;
  for (const { node, depth } of walkPlanDepths(head.plan.root)) {
    count += 1;
    if (lines.length >= SHOWN.nodes) continue;
    const rows = Math.round((node.actualRows ?? 0) * (node.actualLoops ?? 0));
    const figures = `(${formatNumberOf(nodeBlocks(node), 'block')}, ${formatNumberOf(rows, 'row')})`;
    const arrow = depth === 0 ? '' : `${'  '.repeat(Math.min(depth, SHOWN.depth))}-> `;
    lines.push(`${arrow}${showShort(describeNode(node), SHOWN.characters)}  ${figures}`);
  }
  return count > lines.length ? [...lines, `and ${formatNumberOf(count - lines.length, 'more node')}`] : lines;
}
