import { type AlignedNode, type AlignedSide, alignPlans } from '../plan/align-plans.ts';
import type { Plan, PlanChangeKind } from '../plan/plan.ts';
import { CHANGE_TITLES } from '../report/words/plan-tree-lines.ts';
import { showShort } from '../report/words/visible-text.ts';
import { formatCount } from '../rules/format-figures.ts';
import { element } from './element.ts';

/** Most nodes that are drawn, and deepest indentation. */
const SHOWN = { nodes: 1_000, depth: 14, characters: 300 } as const;

/** The trees of both sides beside each other, nodes that do the same work in one row, their own blocks and rows as bars. */
export function planTrees(base: Plan, head: Plan): HTMLElement {
  const nodes = alignPlans(base, head);
  const most = (figure: 'blocks' | 'rows') =>
    Math.max(
      1,
      ...nodes
        .slice(0, SHOWN.nodes)
        .flatMap(({ base: from, head: to }) => [from?.[figure] ?? 0, to?.[figure] ?? 0]),
    );
  const scale = { blocks: most('blocks'), rows: most('rows') };
  const rows = nodes.slice(0, SHOWN.nodes).map((node) => treeRow(node, scale));
  const left = nodes.length - rows.length;
  return element(
    'div',
    { className: 'trees', attributes: { role: 'table', 'aria-label': 'Plans of base and head, aligned' } },
    element(
      'div',
      { className: 'tree-row heading', attributes: { role: 'row' } },
      heading('base'),
      heading('head'),
    ),
    ...rows,
    left > 0 && element('p', { className: 'dim' }, `and ${formatCount(left)} more nodes, in report.json`),
  );
}

function heading(side: string): HTMLElement {
  return element('div', { className: 'side', attributes: { role: 'columnheader' } }, side);
}

type Scale = Readonly<Record<'blocks' | 'rows', number>>;

function treeRow({ depth, base, head, change }: AlignedNode, scale: Scale): HTMLElement {
  const indent = Math.min(depth, SHOWN.depth);
  const kind = change !== null ? ' changed' : isEqual(base, head) ? ' equal' : '';
  return element(
    'div',
    { className: `tree-row${kind}`, attributes: { role: 'row' } },
    sideCell('base', base, indent, scale),
    sideCell('head', head, indent, scale),
    change !== null &&
      element(
        'div',
        { className: 'note', attributes: { role: 'cell' } },
        element('b', {}, changeWords(change.kind)),
        change.detail === undefined ? '' : ` ${showShort(change.detail, SHOWN.characters)}`,
      ),
  );
}

/** What happened is in the word, or the word is what differs. */
function changeWords(kind: PlanChangeKind): string {
  const title = CHANGE_TITLES[kind];
  return kind === 'added' || kind === 'removed' || kind === 'spill' ? title : `${title} differs`;
}

/** On a narrow screen such a node is shown once. */
function isEqual(base: AlignedSide | null, head: AlignedSide | null): boolean {
  return base?.text === head?.text && base?.blocks === head?.blocks && base?.rows === head?.rows;
}

function sideCell(side: string, node: AlignedSide | null, indent: number, scale: Scale): HTMLElement {
  const cell = element('div', {
    className: `side ${side}${node ? '' : ' none'}`,
    attributes: { role: 'cell' },
  });
  cell.style.setProperty('--indent', String(indent));
  if (!node) {
    cell.append('–');
    return cell;
  }
  cell.append(
    element('code', {}, showShort(node.text, SHOWN.characters)),
    bar('blocks', node.blocks, scale.blocks),
    bar('rows', node.rows ?? 0, scale.rows),
  );
  return cell;
}

function bar(what: 'blocks' | 'rows', value: number, most: number): HTMLElement {
  const fill = element('span', { className: `fill ${what}` });
  // What is there can be seen, however little it is.
  fill.style.width = value === 0 ? '0' : `max(2px, ${(value / most) * 100}%)`;
  return element(
    'span',
    { className: 'bar' },
    element('span', { className: 'track' }, fill),
    element('span', { className: 'figure' }, `${formatCount(value)} ${what}`),
  );
}
