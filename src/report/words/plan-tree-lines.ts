import { type AlignedNode, type AlignedSide, alignPlans } from '../../plan/align-plans.ts';
import type { Plan, PlanChangeKind } from '../../plan/plan.ts';
import { formatCount, formatNumberOf } from '../../rules/format-figures.ts';
import type { CaseReport } from '../report-schema.ts';
import { isMeasured } from './case-figures.ts';
import type { DiffLine } from './diff-line.ts';
import { showShort } from './visible-text.ts';

/** Most changes of one case that are shown; a partitioned table has as many as partitions. */
const SHOWN_CHANGES = 12;
/** Nodes above a change that are shown, and deepest indentation. */
const SHOWN = { above: 2, depth: 12, characters: 200 } as const;

/** What a change of a node is called. */
export const CHANGE_TITLES: Readonly<Record<PlanChangeKind, string>> = {
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

/** The plans of both sides of a case as `mergedTreeLines` has them; empty when a side has none. */
export function planTreeLines({ base, head }: Pick<CaseReport, 'base' | 'head'>): readonly DiffLine[] {
  return isMeasured(base) && isMeasured(head) ? mergedTreeLines(base.plan, head.plan) : [];
}

/**
 * Both plans as one tree in PostgreSQL's words, of which only the changed nodes and the next ones above are shown, each with the
 * blocks of the node itself and its rows on both sides. The gravest changes come first when there are too many; what is left out
 * is counted. Empty when the plans do not differ.
 */
export function mergedTreeLines(base: Plan, head: Plan): readonly DiffLine[] {
  const nodes = alignPlans(base, head);
  const changes = nodes.filter(({ change }) => change !== null).length;
  if (changes === 0) return [];
  const shown = chooseNodes(nodes);
  const lines: DiffLine[] = [];
  let skipped = 0;
  /** Indentation of the nodes that are open, by their depth. */
  const open: { readonly depth: number; readonly indent: number }[] = [];
  nodes.forEach((node, index) => {
    while ((open.at(-1)?.depth ?? -1) >= node.depth) open.pop();
    if (!shown.has(index)) {
      skipped += 1;
      return;
    }
    const parent = open.at(-1);
    const levels = node.depth - (parent?.depth ?? -1) - 1;
    let indent = parent === undefined ? 0 : parent.indent + 1;
    if (levels > 0) {
      lines.push({ sign: ' ', text: `${pad(indent)}… ${formatNumberOf(levels, 'level')}` });
      skipped -= levels;
      indent += 1;
    }
    open.push({ depth: node.depth, indent });
    lines.push(...nodeLines(node, pad(indent)));
  });
  const left = changes - Math.min(changes, SHOWN_CHANGES);
  const rest = [
    ...(left > 0 ? [formatNumberOf(left, 'more change')] : []),
    ...(skipped - left > 0 ? [`${formatNumberOf(skipped - left, 'other node')} as on base`] : []),
  ];
  return rest.length === 0 ? lines : [...lines, { sign: '@', text: `and ${rest.join(', ')}` }];
}

/** The gravest changes, the root, and the nodes right above each change. */
function chooseNodes(nodes: readonly AlignedNode[]): ReadonlySet<number> {
  const gravest = nodes
    .map(({ gravity }, index) => ({ gravity, index }))
    .filter(({ gravity }) => gravity >= 0)
    .sort((a, b) => a.gravity - b.gravity)
    .slice(0, SHOWN_CHANGES);
  const parents = parentsOf(nodes);
  const shown = new Set([0]);
  for (const { index } of gravest) {
    let next: number | undefined = index;
    for (let steps = 0; next !== undefined && steps <= SHOWN.above; steps += 1) {
      shown.add(next);
      next = parents[next];
    }
  }
  return shown;
}

function parentsOf(nodes: readonly AlignedNode[]): readonly (number | undefined)[] {
  const open: number[] = [];
  return nodes.map(({ depth }, index) => {
    open.length = depth;
    open.push(index);
    return depth === 0 ? undefined : open[depth - 1];
  });
}

function pad(indent: number): string {
  return '  '.repeat(Math.min(indent, SHOWN.depth));
}

function nodeLines({ base, head, change }: AlignedNode, indent: string): readonly DiffLine[] {
  const line = (sign: DiffLine['sign'], side: AlignedSide | null, figures: string): DiffLine => ({
    sign,
    text: `${indent}${showShort(side?.text ?? '', SHOWN.characters)}${figures}`,
  });
  const both = bothFigures(base, head);
  if (change === null) return [line(' ', head ?? base, both)];
  const noteText = change.detail === undefined ? '' : showShort(change.detail, SHOWN.characters);
  const notes: DiffLine[] = noteText === '' ? [] : [{ sign: ' ', text: `${indent}  ↳ ${noteText}` }];
  if (base && head && base.text === head.text) {
    const title = noteText === '' ? `  ← ${CHANGE_TITLES[change.kind]}` : '';
    return [line('!', head, `${both}${title}`), ...notes];
  }
  return [
    ...(base ? [line('-', base, head ? ownFigures(base, base, head) : both)] : []),
    ...(head ? [line('+', head, base ? ownFigures(head, base, head) : both)] : []),
    ...notes,
  ];
}

/** Of a node that both sides show on a line of their own. A join or a sort in memory touches no blocks: two zeros tell nothing. */
function ownFigures(side: AlignedSide, base: AlignedSide, head: AlignedSide): string {
  return inBrackets([
    side.rows === null ? '' : formatNumberOf(side.rows, 'row'),
    base.blocks === 0 && head.blocks === 0 ? '' : formatNumberOf(side.blocks, 'block'),
  ]);
}

/** `(12 → 400,000 rows, 4 → 5,310 blocks)`; equal figures are said once. */
function bothFigures(base: AlignedSide | null, head: AlignedSide | null): string {
  return inBrackets([
    bothOf(base?.rows ?? null, head?.rows ?? null, 'row'),
    !base?.blocks && !head?.blocks ? '' : bothOf(base?.blocks ?? null, head?.blocks ?? null, 'block'),
  ]);
}

function bothOf(base: number | null, head: number | null, noun: string): string {
  const only = head ?? base;
  if (only === null) return '';
  if (base === null || head === null || base === head) return formatNumberOf(only, noun);
  return `${formatCount(base)} → ${formatNumberOf(head, noun)}`;
}

function inBrackets(parts: readonly string[]): string {
  const given = parts.filter((part) => part !== '');
  return given.length === 0 ? '' : `  (${given.join(', ')})`;
}
