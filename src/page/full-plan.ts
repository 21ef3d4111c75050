import { describeNode } from '../plan/describe-node.ts';
import type { Plan, PlanNode } from '../plan/plan.ts';
import { explainKey, toExplainJson } from '../plan/to-explain-json.ts';
import { walkPlanDepths } from '../plan/walk-plan.ts';
import { nodeBlocks } from '../plan/work.ts';
import { showShort } from '../report/words/visible-text.ts';
import { formatCount } from '../rules/format-figures.ts';
import { copyButton } from './copy-button.ts';
import { element } from './element.ts';

const SHOWN = { nodes: 1_000, depth: 14, characters: 2_000 } as const;

/** A whole plan with every field of every node, folded away until it is asked for. */
export function fullPlan(side: string, plan: Plan): HTMLElement {
  const body = element('div', { className: 'full-plan' });
  const fold = element('details', {}, element('summary', {}, `Full plan of ${side}`), body);
  fold.addEventListener('toggle', () => {
    if (fold.open && body.childElementCount === 0) body.append(...contents(plan));
  });
  return fold;
}

function contents(plan: Plan): HTMLElement[] {
  const nodes = [...walkPlanDepths(plan.root)];
  return [
    copyButton('Copy as EXPLAIN (FORMAT JSON)', () => JSON.stringify(toExplainJson(plan), null, 2)),
    ...nodes.slice(0, SHOWN.nodes).map(({ node, depth }) => nodeFold(node, depth)),
    ...(nodes.length > SHOWN.nodes
      ? [element('p', { className: 'dim' }, `and ${formatCount(nodes.length - SHOWN.nodes)} more nodes`)]
      : []),
  ];
}

function nodeFold({ plans: _, ...node }: PlanNode, depth: number): HTMLElement {
  const whole = { ...node, plans: [] };
  const rows = Math.round((node.actualRows ?? 0) * (node.actualLoops ?? 0));
  const fold = element(
    'details',
    { className: 'node' },
    element(
      'summary',
      {},
      element('code', {}, showShort(describeNode(whole), SHOWN.characters)),
      element(
        'span',
        { className: 'dim' },
        ` ${formatCount(rows)} rows, ${formatCount(nodeBlocks(node))} blocks with its inputs`,
      ),
    ),
    element(
      'dl',
      {},
      ...Object.entries(node).flatMap(([field, value]) => [
        element('dt', {}, explainKey(field)),
        element(
          'dd',
          {},
          element(
            'code',
            {},
            showShort(Array.isArray(value) ? value.join(', ') : String(value), SHOWN.characters),
          ),
        ),
      ]),
    ),
  );
  fold.style.setProperty('--indent', String(Math.min(depth, SHOWN.depth)));
  return fold;
}
