import fc from 'fast-check';
import type { Plan, PlanNode } from '../../src/plan/plan.ts';

const figures = fc.record({
  planRows: fc.nat(10_000),
  actualRows: fc.nat(10_000),
  actualLoops: fc.integer({ min: 0, max: 9 }),
  sharedHitBlocks: fc.nat(5000),
  tempWrittenBlocks: fc.constantFrom(0, 0, 40),
});

const RELATIONS = ['orders', 'customers', 'lines', 'events_2024', 'events_2025'] as const;

const seqScan = fc.record({
  relationName: fc.constantFrom(...RELATIONS),
  alias: fc.constantFrom('a', 'b', 'c', 'd'),
  schema: fc.constantFrom('public', 'archive'),
});
const scan: fc.Arbitrary<PlanNode> = fc.oneof(
  fc.tuple(seqScan, figures).map(([names, rest]) => ({ nodeType: 'Seq Scan', ...names, ...rest, plans: [] })),
  fc.tuple(seqScan, figures, fc.constantFrom('i', 'j')).map(([names, rest, indexName]) => ({
    nodeType: 'Index Scan',
    ...names,
    ...rest,
    indexName,
    indexCond: '(x = 1)',
    plans: [],
  })),
  fc.tuple(seqScan, figures, fc.constantFrom('i', 'j')).map(([names, rest, indexName]) => ({
    nodeType: 'Bitmap Heap Scan',
    ...names,
    ...rest,
    plans: [
      {
        nodeType: 'Bitmap Index Scan',
        parentRelationship: 'Outer',
        indexName,
        indexCond: '(x = 1)',
        plans: [],
      },
    ],
  })),
  figures.map((rest) => ({ nodeType: 'Result', ...rest, plans: [] })),
  figures.map((rest) => ({ nodeType: 'Function Scan', functionName: 'f', alias: 'f', ...rest, plans: [] })),
);

const related = (node: PlanNode, parentRelationship: string): PlanNode => ({ ...node, parentRelationship });

const { node } = fc.letrec<{ node: PlanNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    scan,
    fc
      .tuple(
        fc.constantFrom('Nested Loop', 'Hash Join', 'Merge Join'),
        fc.constantFrom('Inner', 'Left'),
        figures,
        tie('node'),
        tie('node'),
      )
      .map(([nodeType, joinType, rest, outer, inner]) => ({
        nodeType,
        joinType,
        ...rest,
        plans: [
          related(outer, 'Outer'),
          nodeType === 'Hash Join'
            ? { nodeType: 'Hash', parentRelationship: 'Inner', plans: [related(inner, 'Outer')] }
            : related(inner, 'Inner'),
        ],
      })),
    fc
      .tuple(fc.constantFrom('Sort', 'Limit', 'Materialize', 'Unique'), figures, tie('node'))
      .map(([nodeType, rest, input]) => ({ nodeType, ...rest, plans: [related(input, 'Outer')] })),
    fc
      .tuple(fc.constantFrom('Hashed', 'Sorted', 'Plain'), figures, tie('node'))
      .map(([strategy, rest, input]) => ({
        nodeType: 'Aggregate',
        strategy,
        ...rest,
        plans: [related(input, 'Outer')],
      })),
    fc
      .tuple(
        fc.constantFrom('Append', 'BitmapOr'),
        figures,
        fc.array(tie('node'), { minLength: 2, maxLength: 4 }),
      )
      .map(([, rest, members]) => ({
        nodeType: 'Append',
        ...rest,
        plans: members.map((member) => related(member, 'Member')),
      })),
    fc
      .tuple(
        tie('node'),
        fc.array(fc.tuple(fc.constantFrom('InitPlan', 'SubPlan'), tie('node')), { minLength: 1, maxLength: 3 }),
      )
      .map(([main, subplans]) => ({
        ...main,
        plans: [
          ...subplans.map(([kind, plan], index) => ({
            ...related(plan, kind),
            subplanName: `${kind} ${index + 1}`,
          })),
          ...main.plans,
        ],
      })),
    fc.tuple(tie('node'), tie('node'), figures).map(([definition, main, rest]) => ({
      nodeType: 'Nested Loop',
      joinType: 'Inner',
      ...rest,
      plans: [
        { ...related(definition, 'InitPlan'), subplanName: 'CTE w' },
        related(main, 'Outer'),
        { nodeType: 'CTE Scan', cteName: 'w', alias: 'w', parentRelationship: 'Inner', plans: [] },
      ],
    })),
  ),
}));

/** Plans such as EXPLAIN could print: scans, joins, appends, subplans and CTEs, with any figures. */
export const arbitraryPlan: fc.Arbitrary<Plan> = node.map((root) => ({ root, triggers: [] }));

/** The plan with every node, children first, replaced by what `change` makes of it. */
export function mapPlan(plan: Plan, change: (node: PlanNode) => PlanNode): Plan {
  const visit = (visited: PlanNode): PlanNode => change({ ...visited, plans: visited.plans.map(visit) });
  return { ...plan, root: visit(plan.root) };
}
