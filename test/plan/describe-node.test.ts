import { expect, test } from 'vitest';
import { describeNode } from '../../src/plan/describe-node.ts';
import { walkPlan } from '../../src/plan/walk-plan.ts';
import { RECORDED_PLANS } from './recorded-plans.ts';

/** The lines of EXPLAIN's text format that name a node. Key words lose their quotes: `"xmltable"` and `xmltable` are one name. */
function nodeLines(text: readonly string[]): readonly string[] {
  return text
    .filter((line, index) => index === 0 || /^\s*->\s/u.test(line))
    .map((line) => line.replace(/^\s*->\s+/u, '').replaceAll(/"([a-z_]+)"/gu, '$1'));
}

// A reviewer who knows EXPLAIN must find the very words that psql shows.
test.each(RECORDED_PLANS.map(({ major, name, plan, text }) => ({ major, name, plan, text })))(
  'PostgreSQL $major names the nodes of $name the same',
  ({ plan, text }) => {
    expect([...walkPlan(plan.root)].map(describeNode)).toEqual(nodeLines(text));
  },
);

test.each([
  [{ nodeType: 'Custom Scan', customPlanProvider: 'ChunkAppend' }, 'Custom Scan (ChunkAppend)'],
  [{ nodeType: 'Foreign Scan', operation: 'Update', relationName: 'far' }, 'Foreign Update on far'],
  [
    { nodeType: 'Foreign Scan', operation: 'Select', relationName: 'far', asyncCapable: true },
    'Async Foreign Scan on far',
  ],
  [{ nodeType: 'Aggregate', strategy: 'Sorted', partialMode: 'Partial' }, 'Partial GroupAggregate'],
  [{ nodeType: 'Merge Join', joinType: 'Right Anti' }, 'Merge Right Anti Join'],
  [{ nodeType: 'SetOp', strategy: 'Sorted', command: 'Intersect All' }, 'SetOp Intersect All'],
  [{ nodeType: 'A Node Of Tomorrow', relationName: 't', alias: 'x' }, 'A Node Of Tomorrow on t x'],
])('%o is %s', (node, words) => {
  expect(describeNode({ ...node, plans: [] })).toBe(words);
});
